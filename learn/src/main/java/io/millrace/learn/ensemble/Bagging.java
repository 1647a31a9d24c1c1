package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.drift.Adwin;
import io.millrace.learn.random.Poisson;
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
 * Hoeffding trees that each learn each row as often as dice say, and vote with their shares of classes.
 *
 * <ul>
 *   <li>{@code oza-bagging}: once in the mean, and nobody watches (Oza and Russell, "Online bagging and boosting", AISTATS
 *       2001).
 *   <li>{@code oza-bagging-adwin}: an ADWIN watches the errors of each tree; when those of any grow, the worst tree begins
 *       anew (Bifet and others, "New ensemble methods for evolving data streams", KDD 2009).
 *   <li>{@code leveraging-bagging}: the same with six times in the mean, which makes trees more unlike (Bifet, Holmes and
 *       Pfahringer, "Leveraging bagging for evolving data streams", ECML PKDD 2010).
 * </ul>
 *
 * <p>Defaults are MOA's, and so is the choice to judge a tree after it has learned the row. The worst tree is found by
 * comparing all, so rows are learned one after the other.
 *
 * <pre>{@code
 * Algorithm<Classifier> algorithm = Bagging.LEVERAGING;
 * Classifier bagging = algorithm.create(features, 3, algorithm.parameters().with("seed", 7));
 * bagging.predictThenLearn(row, label, 1, scores);
 * }</pre>
 */
public final class Bagging implements Classifier, Explained {
    public static final Algorithm<Classifier> LEVERAGING = new Algorithm<>(
            "leveraging-bagging",
            Task.CLASSIFICATION,
            "Trees over random rows, much repeated, of which the worst begins anew when errors grow; good, and simpler"
                    + " than a forest.",
            "Bifet, Holmes and Pfahringer, Leveraging bagging for evolving data streams, ECML PKDD 2010",
            Set.of(),
            parameters(6, true),
            (features, classes, parameters) -> new Bagging(features, classes, parameters, true));

    public static final Algorithm<Classifier> WATCHED = new Algorithm<>(
            "oza-bagging-adwin",
            Task.CLASSIFICATION,
            "Trees over random rows, of which the worst begins anew when errors grow.",
            "Bifet and others, New ensemble methods for evolving data streams, KDD 2009",
            Set.of(),
            parameters(1, true),
            (features, classes, parameters) -> new Bagging(features, classes, parameters, true));

    public static final Algorithm<Classifier> PLAIN = new Algorithm<>(
            "oza-bagging",
            Task.CLASSIFICATION,
            "Trees over random rows; steadier than one tree, on streams that do not change.",
            "Oza and Russell, Online bagging and boosting, AISTATS 2001",
            Set.of(),
            parameters(1, false),
            (features, classes, parameters) -> new Bagging(features, classes, parameters, false));

    private final Features features;
    private final int classes;
    private final TreeSettings settings;
    private final Poisson poisson;
    private final double driftDelta;
    private final HoeffdingTree[] trees;
    private final Randomness[] dice;
    /** None where nobody watches. */
    private final Adwin[] errors;

    private final double[] scratch;

    Bagging(Features features, int classes, Parameters parameters, boolean isWatched) {
        this.features = features;
        this.classes = classes;
        settings = TreeSettings.of(parameters);
        poisson = new Poisson(parameters.real("lambda"));
        driftDelta = isWatched ? parameters.real("drift-delta") : 0;
        trees = new HoeffdingTree[parameters.whole("ensemble-size")];
        dice = new Randomness[trees.length];
        errors = new Adwin[isWatched ? trees.length : 0];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = seedling();
            dice[i] = new Randomness(Randomness.seed(parameters.seed(), i));
        }
        Arrays.setAll(errors, i -> new Adwin(driftDelta));
        scratch = new double[classes];
    }

    private static List<Parameter> parameters(double lambda, boolean isWatched) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.whole("ensemble-size", 10, 1, 10_000, "How many trees."));
        parameters.add(Parameter.real(
                "lambda", lambda, 0.01, 100, "How often a tree learns a row, in the mean: by lot of Poisson."));
        if (isWatched) {
            parameters.add(Parameter.real("drift-delta", 0.002, 1e-300, 1, "How likely a false alarm of a drift is."));
        }
        parameters.addAll(TreeSettings.parameters(200, 1e-7));
        parameters.add(Parameter.seed());
        return List.copyOf(parameters);
    }

    private HoeffdingTree seedling() {
        return new HoeffdingTree(features, classes, settings, 0);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        double[] shares = new double[classes];
        Arrays.fill(scores, 0);
        for (HoeffdingTree tree : trees) {
            tree.predict(row, shares);
            Votes.add(shares, 1, scores);
        }
        Votes.normalize(scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            predictThenLearn(row, label, weight, new double[classes]);
        }
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        if (!(weight > 0)) {
            predict(row, scores);
            return;
        }
        Arrays.fill(scores, 0);
        boolean isWorse = false;
        for (int i = 0; i < trees.length; i++) {
            trees[i].predictThenLearn(row, label, weight * poisson.next(dice[i]), scratch);
            Votes.add(scratch, 1, scores);
            if (errors.length > 0) {
                trees[i].predict(row, scratch);
                double before = errors[i].mean();
                boolean isChanged = errors[i].add(Classifier.best(scratch) == label ? 0 : 1);
                isWorse |= isChanged && errors[i].mean() > before;
            }
        }
        if (isWorse) {
            replaceWorst();
        }
        Votes.normalize(scores);
    }

    private void replaceWorst() {
        int worst = 0;
        for (int i = 1; i < errors.length; i++) {
            worst = errors[i].mean() > errors[worst].mean() ? i : worst;
        }
        trees[worst] = seedling();
        errors[worst] = new Adwin(driftDelta);
    }

    /** The mean of what the trees say, of which those do not count that say nothing. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        double[] ofTree = new double[contributions.length];
        double[] shares = new double[classes];
        double start = 0;
        int votes = 0;
        for (HoeffdingTree tree : trees) {
            tree.predict(row, shares);
            if (Votes.isSaid(shares)) {
                start += tree.explain(row, output, ofTree);
                Votes.add(ofTree, 1, contributions);
                votes++;
            }
        }
        return Votes.mean(start, contributions, votes);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (int i = 0; i < trees.length; i++) {
            dice[i].write(out);
            trees[i].write(out);
        }
        for (Adwin error : errors) {
            error.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (int i = 0; i < trees.length; i++) {
            dice[i].read(in);
            trees[i].read(in);
        }
        for (Adwin error : errors) {
            error.read(in);
        }
    }

    @Override
    public long bytes() {
        long bytes = 200 + 8L * classes;
        for (HoeffdingTree tree : trees) {
            bytes += 24 + tree.bytes();
        }
        for (Adwin error : errors) {
            bytes += error.bytes();
        }
        return bytes;
    }
}
