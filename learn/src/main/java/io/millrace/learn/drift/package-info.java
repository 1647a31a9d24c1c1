/** Whether numbers are still what they were. */
@NullMarked
package io.millrace.learn.drift;

import org.jspecify.annotations.NullMarked;
