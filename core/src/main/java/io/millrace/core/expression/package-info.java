/** Scalar expressions as data. */
@NullMarked
package io.millrace.core.expression;

import org.jspecify.annotations.NullMarked;
