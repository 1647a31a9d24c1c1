package io.millrace.learn.ensemble;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.RegressionTree;
import io.millrace.learn.tree.RegressionTreeSettings;
import io.millrace.learn.tree.RegressionTreeSettings.LeafModel;
import io.millrace.learn.tree.RegressionTreeSettings.Monitoring;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row of regression trees, each of which sees its own part of the features and learns what those before it lack. */
final class BoostedTrees {
    private static final int BINS = 32;
    private static final int DEPTH_MAX = 20;

    private final RegressionTree[] trees;
    /** The part of a row that the tree at hand sees; scratch of whoever learns. */
    private final double[] part;

    private final int[][] picks;

    BoostedTrees(Features features, Parameters parameters, long seed) {
        trees = new RegressionTree[parameters.whole("boosting-iterations")];
        picks = new int[trees.length][];
        int width = (int) Math.max(1, Math.round(features.size() * parameters.real("percentage-of-features") / 100));
        for (int i = 0; i < trees.length; i++) {
            picks[i] = picks(features.size(), Math.min(width, features.size()), Randomness.seed(seed, i));
            List<Feature> some = new ArrayList<>();
            for (int pick : picks[i]) {
                some.add(features.get(pick));
            }
            trees[i] = new RegressionTree(Features.of(some), settings(parameters));
        }
        part = new double[picks[0].length];
    }

    /**
     * @param learningRate the default of it
     */
    static List<Parameter> declared(double learningRate) {
        return List.of(
                Parameter.whole("boosting-iterations", 100, 1, 10_000, "How many trees there are in a row."),
                Parameter.real("learning-rate", learningRate, 1e-9, 1, "Which share of a tree's answer counts."),
                Parameter.real(
                        "percentage-of-features", 75, 0, 100, "Which share of the features a tree sees, by lot."),
                Parameter.whole(
                        "grace-period", 25, 1, 1_000_000, "The weight that a leaf sees between two looks for a cut."),
                Parameter.real("delta", 0.05, 1e-300, 1, "How likely a cut may be taken that is not the best one."),
                Parameter.real(
                        "tie-threshold",
                        0.05,
                        0,
                        1,
                        "Below this bound the better of two cuts that are alike is taken."),
                Parameter.real(
                        "ridge", 10, 0, 1e9, "How many rows' worth of evidence stand against each slope of a leaf."),
                Parameter.whole("max-leaves", 50, 1, 100_000, "With so many leaves a tree stops to grow."),
                Parameter.seed());
    }

    private static RegressionTreeSettings settings(Parameters parameters) {
        return new RegressionTreeSettings(
                parameters.whole("grace-period"),
                parameters.real("delta"),
                parameters.real("tie-threshold"),
                BINS,
                parameters.whole("max-leaves"),
                DEPTH_MAX,
                LeafModel.ADAPTIVE,
                Monitoring.NONE,
                0,
                parameters.real("ridge"),
                0);
    }

    private static int[] picks(int size, int width, long seed) {
        Randomness randomness = new Randomness(seed);
        int[] all = new int[size];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < width; i++) {
            int other = i + randomness.nextInt(size - i);
            int feature = all[i];
            all[i] = all[other];
            all[other] = feature;
        }
        int[] some = Arrays.copyOf(all, width);
        Arrays.sort(some);
        return some;
    }

    int size() {
        return trees.length;
    }

    /**
     * What the first trees say for a row.
     *
     * @param count how many of them
     * @param answers a place for each of these
     */
    void predict(double[] row, int count, double[] answers) {
        double[] own = new double[part.length];
        for (int i = 0; i < count; i++) {
            pick(i, row, own);
            answers[i] = trees[i].predict(own);
        }
    }

    void learn(int tree, double[] row, double target, double weight) {
        pick(tree, row, part);
        trees[tree].learn(part, target, weight);
    }

    private void pick(int tree, double[] row, double[] own) {
        int[] pick = picks[tree];
        for (int i = 0; i < pick.length; i++) {
            own[i] = row[pick[i]];
        }
    }

    long bytes() {
        long bytes = 100;
        for (RegressionTree tree : trees) {
            bytes += tree.bytes() + 8L * part.length;
        }
        return bytes;
    }

    void write(DataOutput out) throws IOException {
        for (RegressionTree tree : trees) {
            tree.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        for (RegressionTree tree : trees) {
            tree.read(in);
        }
    }
}
