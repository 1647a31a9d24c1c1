package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * FTRL-Proximal: each weight is what would have been best so far, with a penalty that keeps needless ones at exactly 0 (H.
 * B. McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1 with beta 1). A place of a row
 * that is 0 leaves its weight alone.
 */
final class FollowTheLeader implements Optimizer {
    private static final double BETA = 1;

    private final Descent descent;
    private final double[] weights;
    /** The sums of gradients, less what the steps made of them. */
    private final double[] sums;

    private final double[] squares;

    FollowTheLeader(Descent descent, int features) {
        this.descent = descent;
        weights = new double[features + 1];
        sums = new double[features + 1];
        squares = new double[features + 1];
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public void step(double[] inputs, double slope, Limits limits, double share) {
        int count = weights.length - 1;
        for (int i = 0; i <= count; i++) {
            double gradient = descent.clipped(slope * share * (i < count ? inputs[i] : 1));
            if (gradient == 0) {
                continue;
            }
            double rate = i < count ? descent.rate() : descent.rate() * descent.interceptRate();
            double before = Math.sqrt(squares[i]);
            squares[i] += gradient * gradient;
            double root = Math.sqrt(squares[i]);
            sums[i] += gradient - (root - before) / rate * weights[i];
            double l1 = i < count ? descent.l1() : 0;
            double l2 = i < count ? descent.l2() : 0;
            weights[i] =
                    Math.abs(sums[i]) <= l1 ? 0 : -(sums[i] - Math.copySign(l1, sums[i])) / ((BETA + root) / rate + l2);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
        DoubleArrays.write(sums, out);
        DoubleArrays.write(squares, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
        DoubleArrays.read(sums, in);
        DoubleArrays.read(squares, in);
    }
}
