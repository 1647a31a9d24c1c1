package io.millrace.learn.sketch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A summary of a stream in memory that does not grow with it. The same values in the same order with the same seed give
 * the same sketch, bit for bit. One thread at a time.
 */
public sealed interface Sketch permits CountMinSketch, DistinctCount, HeavyHitters, QuantileSketch, Reservoir {
    void write(DataOutput out) throws IOException;

    /** Takes over what {@link #write} of a sketch of the same kind and size wrote. */
    void read(DataInput in) throws IOException;

    /** Heap bytes held, roughly. */
    long bytes();
}
