/** Whole pipelines over rows in memory. */
@NullMarked
package io.millrace.bench.pipeline;

import org.jspecify.annotations.NullMarked;
