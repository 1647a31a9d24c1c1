package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The entropy of which of a few values came, in bits: 0 when it is always the same, the logarithm of their number when all
 * come alike often (C. E. Shannon, "A mathematical theory of communication", 1948). One thread at a time.
 */
public final class Entropy {
    private final double fading;
    private final double[] counts;

    /**
     * @param values how many different ones there are
     * @param fading what a value counts when the next comes, above 0; 1 forgets nothing
     */
    public Entropy(int values, double fading) {
        if (!(fading > 0 && fading <= 1)) {
            throw new IllegalArgumentException("fading " + fading);
        }
        this.fading = fading;
        counts = new double[values];
    }

    /** @param value from 0 to below their number */
    public void add(int value) {
        if (fading < 1) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] *= fading;
            }
        }
        counts[value]++;
    }

    /** 0 as long as nothing came. */
    public double bits() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        double bits = 0;
        for (double count : counts) {
            double share = count / total;
            bits -= share > 0 ? share * Math.log(share) / Math.log(2) : 0;
        }
        return Math.max(0, bits);
    }

    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(counts, out);
    }

    /** Takes over what {@link #write} of one of as many values wrote. */
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(counts, in);
    }
}
