/** The Numenta Anomaly Benchmark: its rules of scoring, and a run of detectors over its series. */
@NullMarked
package io.millrace.bench.learn.nab;

import org.jspecify.annotations.NullMarked;
