package io.millrace.engine.expression;

import io.millrace.core.batch.Vector;

/** One loop over a batch, generated for one filter and some projections. Public because generated classes extend it. */
public abstract class Kernel {
    protected Kernel() {}

    /**
     * Writes the computed projections of the rows that pass.
     *
     * @param columns the flat columns the kernel reads, by position in the input; null elsewhere
     * @param size how many rows
     * @param selected at least {@code size} long; receives the rows that pass when there is a filter
     * @param outputs one vector a computed projection: numbers, booleans and decimals {@code size} long, text empty
     * @return how many rows pass
     */
    public abstract int run(Vector[] columns, int size, int[] selected, Vector[] outputs);
}
