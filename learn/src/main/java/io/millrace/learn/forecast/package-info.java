/** Series that are continued. */
@NullMarked
package io.millrace.learn.forecast;

import org.jspecify.annotations.NullMarked;
