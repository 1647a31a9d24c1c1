/** Operators that bring rows of two inputs together. */
@NullMarked
package io.millrace.engine.join;

import org.jspecify.annotations.NullMarked;
