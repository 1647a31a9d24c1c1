package io.millrace.learn.tree;

import io.millrace.core.learn.Features;

/**
 * The places of a row by kind, the same for all leaves of a tree.
 *
 * @param features all
 * @param numeric which of them are numbers
 * @param fitted which of them linear functions of leaves use: all numbers, or none where there are too many
 */
public record RegressionInputs(Features features, int[] numeric, int[] fitted) {
    /** The squares of the numbers are what a leaf keeps for its linear function. */
    private static final int FITTED_MAX = 64;

    public static RegressionInputs of(Features features) {
        int[] numeric = new int[features.size()];
        int count = 0;
        for (int i = 0; i < features.size(); i++) {
            if (!features.isNominal(i)) {
                numeric[count++] = i;
            }
        }
        numeric = java.util.Arrays.copyOf(numeric, count);
        return new RegressionInputs(features, numeric, count <= FITTED_MAX ? numeric : new int[0]);
    }
}
