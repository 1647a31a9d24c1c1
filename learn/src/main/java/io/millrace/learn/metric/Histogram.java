package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Positive and negative rows by their score, in a fixed number of bins, and the area under the curve of the two. Scores
 * of one bin count as equal.
 */
final class Histogram {
    /** For shares: bins of equal width from 0 to 1. */
    static final int SHARES = 1024;

    /** For other scores, which are not negative: 32 bins for each power of 2 from 2^-20 to 2^44. */
    static final int SCORES = 2048;

    private static final int MANTISSA_BITS = 5;
    private static final long FIRST = Double.doubleToLongBits(0x1p-20) >>> (52 - MANTISSA_BITS);

    private final double[] positives;
    private final double[] negatives;

    Histogram(int bins) {
        positives = new double[bins];
        negatives = new double[bins];
    }

    void add(boolean isPositive, double score, double weight) {
        (isPositive ? positives : negatives)[bin(score)] += weight;
    }

    private int bin(double score) {
        if (!(score > 0)) {
            return 0;
        }
        if (positives.length == SHARES) {
            return (int) Math.min(score * SHARES, SHARES - 1);
        }
        long bin = (Double.doubleToLongBits(score) >>> (52 - MANTISSA_BITS)) - FIRST;
        return (int) Math.max(0, Math.min(bin, SCORES - 1));
    }

    void multiply(double factor) {
        for (int i = 0; i < positives.length; i++) {
            positives[i] *= factor;
            negatives[i] *= factor;
        }
    }

    double area() {
        return area(positives, negatives);
    }

    /** The area for rows that are counted by ascending scores; NaN when one of the two has none. */
    static double area(double[] positives, double[] negatives) {
        double below = 0;
        double sum = 0;
        double all = 0;
        for (int i = 0; i < positives.length; i++) {
            sum += positives[i] * (below + negatives[i] / 2);
            below += negatives[i];
            all += positives[i];
        }
        return all > 0 && below > 0 ? sum / all / below : Double.NaN;
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < positives.length; i++) {
            out.writeDouble(positives[i]);
            out.writeDouble(negatives[i]);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < positives.length; i++) {
            positives[i] = in.readDouble();
            negatives[i] = in.readDouble();
        }
    }

    long bytes() {
        return 48 + 16L * positives.length;
    }
}
