package io.millrace.learn.interval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far predictions are off, most of the time: half the width of an interval around the next prediction, learned from
 * the errors before. One thread at a time learns.
 */
public sealed interface ErrorBand permits ConformalBand, NormalBand {
    /** Makes bands that have seen nothing, one for each step of a forecast. */
    @FunctionalInterface
    interface Kind {
        ErrorBand create();
    }

    /** Not negative and finite; NaN as long as there are not at least two errors. */
    double halfWidth();

    /**
     * Takes the next error.
     *
     * @param error target minus prediction; one that is not finite is not learned
     */
    void learn(double error);

    void write(DataOutput out) throws IOException;

    /** Takes over what {@link #write} of a band of the same kind wrote. */
    void read(DataInput in) throws IOException;

    long bytes();
}
