/** What can be said of a stream within fixed memory: quantiles, distinct values, frequent values, a sample. */
@NullMarked
package io.millrace.learn.sketch;

import org.jspecify.annotations.NullMarked;
