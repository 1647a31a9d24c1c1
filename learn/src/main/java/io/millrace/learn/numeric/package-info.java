/** Sums that keep their precision, and arrays of numbers as bytes: what learners of several kinds share. */
@NullMarked
package io.millrace.learn.numeric;

import org.jspecify.annotations.NullMarked;
