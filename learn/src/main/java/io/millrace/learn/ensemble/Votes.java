package io.millrace.learn.ensemble;

/** Sums of what members say. */
final class Votes {
    private Votes() {}

    /** Makes the sum 1; where it is 0, nobody knows anything, and it stays. */
    static void normalize(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        if (sum > 0) {
            double one = 1 / sum;
            for (int i = 0; i < scores.length; i++) {
                scores[i] *= one;
            }
        }
    }
}
