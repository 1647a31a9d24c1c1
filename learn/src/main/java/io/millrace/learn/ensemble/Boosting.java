package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.HoeffdingTree;
import io.millrace.learn.tree.TreeSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Hoeffding trees in a row: what one gets wrong counts more for the next (Oza and Russell, "Online bagging and boosting",
 * AISTATS 2001). Each tree learns a row as often as dice say, and votes with the logarithm of its odds to be right; trees
 * from the first one on that is worse than a coin have no vote.
 *
 * <p>Defaults and the choice to judge a tree after it has learned the row are MOA's. A row never counts more than a
 * thousand times.
 *
 * <pre>{@code
 * Algorithm<Classifier> algorithm = Boosting.ALGORITHM;
 * Classifier boosting = algorithm.create(features, 2, algorithm.parameters().with("ensemble-size", 5));
 * boosting.predictThenLearn(row, label, 1, scores);
 * }</pre>
 */
public final class Boosting implements Classifier {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "oza-boost",
            Task.CLASSIFICATION,
            "Trees in a row, each with more regard for what the ones before got wrong; for streams with few wrong labels.",
            "Oza and Russell, Online bagging and boosting, AISTATS 2001",
            Set.of(),
            parameters(),
            Boosting::new);

    private static final double TIMES_MAX = 1000;

    private final HoeffdingTree[] trees;
    private final Randomness[] dice;
    /** The weight of the rows that a tree got right, and wrong. */
    private final double[] right;

    private final double[] wrong;
    private final double[] scratch;
    private double rows;

    Boosting(Features features, int classes, Parameters parameters) {
        TreeSettings settings = TreeSettings.of(parameters);
        trees = new HoeffdingTree[parameters.whole("ensemble-size")];
        dice = new Randomness[trees.length];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = new HoeffdingTree(features, classes, settings, 0);
            dice[i] = new Randomness(Randomness.seed(parameters.seed(), i));
        }
        right = new double[trees.length];
        wrong = new double[trees.length];
        scratch = new double[classes];
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.whole("ensemble-size", 10, 1, 10_000, "How many trees."));
        parameters.addAll(TreeSettings.parameters(200, 1e-7));
        parameters.add(Parameter.seed());
        return List.copyOf(parameters);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        double[] shares = new double[scores.length];
        Arrays.fill(scores, 0);
        for (int i = 0; i < trees.length; i++) {
            double vote = vote(i);
            if (!(vote > 0)) {
                break;
            }
            trees[i].predict(row, shares);
            Votes.add(shares, vote, scores);
        }
        Votes.normalize(scores);
    }

    private double vote(int tree) {
        double error = wrong[tree] / (right[tree] + wrong[tree]);
        return error > 0 && error <= 0.5 ? Math.log((1 - error) / error) : 0;
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (!(weight > 0)) {
            return;
        }
        rows++;
        double times = 1;
        for (int i = 0; i < trees.length; i++) {
            int drawn = draw(times, dice[i]);
            if (drawn > 0) {
                trees[i].learn(row, label, weight * drawn);
            }
            trees[i].predict(row, scratch);
            if (Classifier.best(scratch) == label) {
                right[i] += times;
                times *= rows / (2 * right[i]);
            } else {
                wrong[i] += times;
                times *= rows / (2 * wrong[i]);
            }
            times = Math.min(times, TIMES_MAX);
        }
    }

    /** From Poisson's distribution with a mean that changes from row to row: by Knuth's products, in steps of 30. */
    private static int draw(double mean, Randomness randomness) {
        int drawn = 0;
        double left = mean;
        while (left > 0) {
            double limit = StrictMath.exp(-Math.min(left, 30));
            double product = randomness.nextDouble();
            while (product > limit) {
                drawn++;
                product *= randomness.nextDouble();
            }
            left -= 30;
        }
        return drawn;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(rows);
        for (int i = 0; i < trees.length; i++) {
            dice[i].write(out);
            trees[i].write(out);
            out.writeDouble(right[i]);
            out.writeDouble(wrong[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readDouble();
        for (int i = 0; i < trees.length; i++) {
            dice[i].read(in);
            trees[i].read(in);
            right[i] = in.readDouble();
            wrong[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        long bytes = 150 + 16L * trees.length + 8L * scratch.length;
        for (HoeffdingTree tree : trees) {
            bytes += 24 + tree.bytes();
        }
        return bytes;
    }
}
