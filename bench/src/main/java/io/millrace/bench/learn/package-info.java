/** How good and how fast learners are on public data sets, beside published results. */
@NullMarked
package io.millrace.bench.learn;

import org.jspecify.annotations.NullMarked;
