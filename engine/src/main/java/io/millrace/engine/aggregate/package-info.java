/** Aggregate functions as an algebra over accumulator rows, and tables of them by key. */
@NullMarked
package io.millrace.engine.aggregate;

import org.jspecify.annotations.NullMarked;
