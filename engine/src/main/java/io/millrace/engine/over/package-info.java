/** Aggregates over the rows before each row. */
@NullMarked
package io.millrace.engine.over;

import org.jspecify.annotations.NullMarked;
