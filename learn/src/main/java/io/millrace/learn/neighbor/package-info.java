/** The nearest rows of a window. */
@NullMarked
package io.millrace.learn.neighbor;

import org.jspecify.annotations.NullMarked;
