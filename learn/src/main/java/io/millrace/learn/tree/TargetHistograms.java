package io.millrace.learn.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a leaf needs to find the best cut of each number: the weight and the sum of targets in each of a bounded number
 * of equally wide bins. The width is a power of 2 and edges are multiples of it, so that it can be doubled exactly when
 * numbers outgrow the bins; it begins far below the spacing of numbers. The idea is the quantizing observer of Mastelini
 * and de Carvalho (2021), which needs a width beforehand and has no bound.
 *
 * <p>One thread.
 */
public final class TargetHistograms {
    private static final int EXPONENT_MIN = -1000;
    private static final int MANTISSA_BITS = 52;

    private final int bins;
    private final double[] sums;
    private final double[] scales;
    private final long[] bases;
    private final int[] exponents;
    private final boolean[] isUsed;

    public TargetHistograms(int features, int bins) {
        this.bins = bins;
        sums = new double[features * bins * 2];
        scales = new double[features];
        bases = new long[features];
        exponents = new int[features];
        isUsed = new boolean[features];
    }

    /**
     * @param value within the limit of {@link LinearFit}
     * @param target in any units, with a mean near 0
     */
    public void add(int feature, double value, double target, double weight) {
        long bin = (long) Math.floor(value * scales[feature]) - bases[feature];
        if (bin < 0 || bin >= bins || !isUsed[feature]) {
            bin = makeRoom(feature, value);
        }
        int at = (feature * bins + (int) bin) * 2;
        sums[at] += weight;
        sums[at + 1] += weight * target;
    }

    private int makeRoom(int feature, double value) {
        int exponentMin = Math.max(EXPONENT_MIN, value == 0 ? EXPONENT_MIN : Math.getExponent(value) - MANTISSA_BITS);
        if (!isUsed[feature]) {
            isUsed[feature] = true;
            exponents[feature] = exponentMin;
            scales[feature] = Math.scalb(1.0, -exponentMin);
            bases[feature] = (long) Math.floor(value * scales[feature]);
            return 0;
        }
        int from = feature * bins * 2;
        int first = 0;
        int last = bins - 1;
        while (first < last && sums[from + first * 2] == 0) {
            first++;
        }
        while (last > first && sums[from + last * 2] == 0) {
            last--;
        }
        long low = bases[feature] + first;
        long high = bases[feature] + last;
        int exponent = Math.max(exponents[feature], exponentMin);
        while (true) {
            int shift = Math.min(63, exponent - exponents[feature]);
            long bin = (long) Math.floor(value * Math.scalb(1.0, -exponent));
            long newLow = Math.min(low >> shift, bin);
            if (Math.max(high >> shift, bin) - newLow < bins) {
                move(feature, first, last, shift, newLow);
                exponents[feature] = exponent;
                scales[feature] = Math.scalb(1.0, -exponent);
                return (int) (bin - newLow);
            }
            exponent++;
        }
    }

    private void move(int feature, int first, int last, int shift, long newBase) {
        int from = feature * bins * 2;
        double[] old = Arrays.copyOfRange(sums, from, from + bins * 2);
        Arrays.fill(sums, from, from + bins * 2, 0);
        for (int i = first; i <= last; i++) {
            int to = from + (int) (((bases[feature] + i) >> shift) - newBase) * 2;
            sums[to] += old[i * 2];
            sums[to + 1] += old[i * 2 + 1];
        }
        bases[feature] = newBase;
    }

    /** Offers every cut of a feature between two bins that hold something. */
    void search(int feature, SplitSearch search) {
        int from = feature * bins * 2;
        double weights = 0;
        double targets = 0;
        for (int i = 0; i < bins * 2; i += 2) {
            weights += sums[from + i];
            targets += sums[from + i + 1];
        }
        double left = 0;
        double leftTargets = 0;
        for (int i = 0; i < bins - 1; i++) {
            double weight = sums[from + i * 2];
            if (weight > 0) {
                left += weight;
                leftTargets += sums[from + i * 2 + 1];
                search.offer(left, leftTargets, weights - left, targets - leftTargets, i);
            }
        }
    }

    /**
     * What is below a threshold and what is not, of a feature.
     *
     * @param below weight and sum of targets, which are added
     * @param above the same
     */
    public void divide(int feature, double threshold, double[] below, double[] above) {
        for (int i = 0; i < bins; i++) {
            double[] side = edge(feature, i) <= threshold ? below : above;
            side[0] += sums[(feature * bins + i) * 2];
            side[1] += sums[(feature * bins + i) * 2 + 1];
        }
    }

    /** The number that a cut after a bin means: what is below it goes to the left. */
    double edge(int feature, int bin) {
        return Math.scalb((double) (bases[feature] + bin + 1), exponents[feature]);
    }

    public long bytes() {
        return 120 + 8L * sums.length + 21L * scales.length;
    }

    public void write(DataOutput out) throws IOException {
        for (int i = 0; i < scales.length; i++) {
            out.writeBoolean(isUsed[i]);
            if (isUsed[i]) {
                out.writeLong(bases[i]);
                out.writeInt(exponents[i]);
                for (int j = i * bins * 2; j < (i + 1) * bins * 2; j++) {
                    out.writeDouble(sums[j]);
                }
            }
        }
    }

    public void read(DataInput in) throws IOException {
        for (int i = 0; i < scales.length; i++) {
            isUsed[i] = in.readBoolean();
            if (isUsed[i]) {
                bases[i] = in.readLong();
                exponents[i] = in.readInt();
                scales[i] = Math.scalb(1.0, -exponents[i]);
                for (int j = i * bins * 2; j < (i + 1) * bins * 2; j++) {
                    sums[j] = in.readDouble();
                }
            }
        }
    }
}
