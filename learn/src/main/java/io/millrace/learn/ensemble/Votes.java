package io.millrace.learn.ensemble;

/** Sums of what members say. */
final class Votes {
    private Votes() {}

    static void add(double[] shares, double vote, double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += vote * shares[i];
        }
    }

    /** Whether a member said anything. */
    static boolean isSaid(double[] shares) {
        for (double share : shares) {
            if (share > 0) {
                return true;
            }
        }
        return false;
    }

    /** Divides sums of what members added by that of their votes, and what they started from, too; 0 without votes. */
    static double mean(double start, double[] contributions, double votes) {
        double one = votes > 0 ? 1 / votes : 0;
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] *= one;
        }
        return start * one;
    }

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
