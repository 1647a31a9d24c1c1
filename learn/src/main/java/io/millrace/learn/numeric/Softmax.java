package io.millrace.learn.numeric;

/** Sums as shares of 1. */
public final class Softmax {
    /** Beyond it a sum is as good as certain; its exponential is far from infinite. */
    private static final double SUM_MAX = 30;

    private Softmax() {}

    /** 1 / (1 + exp(-sum)), for sums from -30 to 30, and the same as there for those beyond; a half for NaN. */
    public static double sigmoid(double sum) {
        double bounded = sum > SUM_MAX ? SUM_MAX : sum < -SUM_MAX ? -SUM_MAX : sum;
        return Double.isNaN(bounded) ? 0.5 : 1 / (1 + Math.exp(-bounded));
    }

    /** Replaces sums by shares in proportion to their exponentials, which sum up to 1; equal ones where one is NaN. */
    public static void apply(double[] sums) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double sum : sums) {
            largest = Math.max(largest, sum);
        }
        double total = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i] == largest ? 1 : Math.exp(sums[i] - largest);
            total += sums[i];
        }
        boolean isKnown = total > 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = isKnown ? sums[i] / total : 1.0 / sums.length;
        }
    }
}
