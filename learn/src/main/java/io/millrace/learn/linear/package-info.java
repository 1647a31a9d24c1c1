/** Weighted sums of features: stochastic gradients, recursive least squares, passive-aggressive. */
@NullMarked
package io.millrace.learn.linear;

import org.jspecify.annotations.NullMarked;
