package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How a number goes with the one that came some numbers before it: the {@link Covariance} of such pairs. NaN has a place
 * in the series, and makes no pair. One thread at a time.
 */
public final class Autocorrelation {
    private final double[] latest;
    private final Covariance pairs = new Covariance();
    private int next;

    /** @param lag how many numbers before, at least 1 */
    public Autocorrelation(int lag) {
        latest = new double[lag];
        Arrays.fill(latest, Double.NaN);
    }

    public void add(double value) {
        pairs.add(latest[next], value);
        latest[next] = value;
        next = (next + 1) % latest.length;
    }

    /** From -1 to 1; NaN where it is not defined: as long as there are not two pairs, or nothing changes. */
    public double value() {
        return pairs.correlation();
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(next);
        DoubleArrays.write(latest, out);
        pairs.write(out);
    }

    /** Takes over what {@link #write} of one with the same lag wrote. */
    public void read(DataInput in) throws IOException {
        next = in.readInt();
        DoubleArrays.read(latest, in);
        pairs.read(in);
    }
}
