package io.millrace.learn.tree;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.bayes.ClassProfiles;
import io.millrace.learn.random.Poisson;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Hoeffding tree that follows changes: an ADWIN at every node watches the errors below it. When they grow, another
 * subtree begins to grow beside it; it takes the place when it is better beyond doubt, and is given up when it is worse
 * (Bifet and Gavaldà, "Adaptive learning from evolving data streams", IDA 2009).
 *
 * <p>As in MOA, two subtrees are compared after more than 300 rows each, with 5 % doubt; leaves learn a row as often as
 * dice of mean 1 say, but once at least; and alternates that have split vote along, each leaf with the inverse square of
 * the share of rows for which it was wrong. What differs: an alternate that is worse is always given up, and a leaf that was
 * never wrong votes as if the next row were its first fault. An explanation is that of the tree without its alternates.
 *
 * <pre>{@code
 * Algorithm<Classifier> algorithm = HoeffdingAdaptiveTree.ALGORITHM;
 * Classifier tree = algorithm.create(Features.numeric(2), 2, algorithm.parameters());
 * tree.predictThenLearn(row, label, 1, scores);
 * }</pre>
 */
public final class HoeffdingAdaptiveTree implements Classifier, Explained {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "hoeffding-adaptive-tree",
            Task.CLASSIFICATION,
            "A Hoeffding tree whose branches are replaced when they get worse; small, and follows changes.",
            "Bifet and Gavaldà, Adaptive learning from evolving data streams, IDA 2009",
            Set.of(),
            parameters(),
            HoeffdingAdaptiveTree::new);

    private static final int WIDTH_LEAST = 300;
    private static final double DOUBT = 0.05;
    private static final Poisson ONCE = new Poisson(1);

    private final Growth growth;
    private final Randomness dice;
    private final double[] scratch;
    private TreeNode root;

    HoeffdingAdaptiveTree(Features features, int classes, Parameters parameters) {
        growth = new Growth(features, TreeSettings.of(parameters), 0);
        dice = new Randomness(parameters.seed());
        scratch = new double[classes];
        root = growth.newLeaf(new double[0], 0);
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(TreeSettings.parameters(200, 1e-7));
        parameters.add(Parameter.seed());
        return List.copyOf(parameters);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        boolean isAlone = true;
        for (TreeNode node = root; node != null && !node.isLeaf(); node = node.child(row)) {
            isAlone &= branching(node) == null;
        }
        if (isAlone) {
            growth.predict(Growth.find(root, row), row, scores);
            return;
        }
        Arrays.fill(scores, 0);
        addVotes(root, row, scores, new double[scores.length]);
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        for (int i = 0; i < scores.length && sum > 0; i++) {
            scores[i] /= sum;
        }
    }

    /** What the place of a row in a subtree says, and in the alternates on the way there. */
    private void addVotes(TreeNode top, double[] row, double[] scores, double[] shares) {
        TreeNode last = top;
        for (TreeNode node = top; node != null; node = node.isLeaf() ? null : node.child(row)) {
            TreeNode alternate = branching(node);
            if (alternate != null) {
                addVotes(alternate, row, scores, shares);
            }
            last = node;
        }
        growth.predict(last, row, shares);
        double squared = squaredError(last);
        for (int i = 0; i < scores.length; i++) {
            scores[i] += shares[i] / squared;
        }
    }

    /** What the shares of a place are divided by. */
    private static double squaredError(TreeNode node) {
        Watch watch = node.watch;
        double error = watch == null ? 1 : Math.max(watch.errors.mean(), 1.0 / (1 + watch.errors.width()));
        return error * error;
    }

    /** The alternate of a split, if it has split too. */
    private static @Nullable TreeNode branching(TreeNode node) {
        Watch watch = node.watch;
        TreeNode alternate = watch == null || node.isLeaf() ? null : watch.alternate;
        return alternate == null || alternate.isLeaf() ? null : alternate;
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            learn(root, row, label, weight);
            if (growth.isUnbalanced()) {
                growth.recount(root);
                growth.balance(root);
            }
        }
    }

    /** Learns a row in a subtree and in the alternates on its way. */
    private void learn(TreeNode top, double[] row, int label, double weight) {
        TreeNode leaf = growth.leafOf(top, row);
        growth.predict(leaf, row, scratch);
        boolean isWrong = Classifier.best(scratch) != label;
        for (TreeNode node = top; node != null && !node.isLeaf(); node = node.child(row)) {
            if (watch(node, isWrong)) {
                learn(node, row, label, weight);
                return;
            }
            TreeNode alternate = watchOf(node).alternate;
            if (alternate != null) {
                learn(alternate, row, label, weight);
            }
        }
        watchOf(leaf).isWorse(isWrong);
        int bayes = 0;
        Leaf known = leaf.leaf;
        if (known != null) {
            known.profiles.predict(row, scratch);
            bayes = Classifier.best(scratch);
        }
        growth.learn(leaf, row, label, weight * Math.max(1, ONCE.next(dice)), bayes);
        if (!leaf.isLeaf()) {
            leaf.watch = null;
        }
    }

    private static Watch watchOf(TreeNode node) {
        Watch watch = node.watch;
        if (watch == null) {
            watch = new Watch();
            node.watch = watch;
        }
        return watch;
    }

    /** Keeps an error at a split, and returns whether the alternate has taken its place. */
    private boolean watch(TreeNode node, boolean isWrong) {
        Watch watch = watchOf(node);
        if (watch.isWorse(isWrong)) {
            watch.alternate = growth.newLeaf(new double[0], node.depth);
            return false;
        }
        TreeNode alternate = watch.alternate;
        Watch other = alternate == null ? null : alternate.watch;
        if (alternate == null || other == null) {
            return false;
        }
        double width = watch.errors.width();
        double otherWidth = other.errors.width();
        if (width <= WIDTH_LEAST || otherWidth <= WIDTH_LEAST) {
            return false;
        }
        double error = watch.errors.mean();
        double difference = error - other.errors.mean();
        double bound = Math.sqrt(2 * error * (1 - error) * Math.log(2 / DOUBT) * (1 / width + 1 / otherWidth));
        if (bound < difference) {
            node.become(alternate);
            growth.recount(root);
            return true;
        }
        if (bound < -difference) {
            watch.alternate = null;
            growth.recount(root);
        }
        return false;
    }

    /** The mean of what the places of a row say, of which alternates have some too, weighed as they vote. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        Asked asked = new Asked(row, output, contributions, new double[scratch.length]);
        TreePath none = new TreePath(0, 0, new double[row.length]);
        addExplanations(root, none, asked);
        double one = asked.votes > 0 ? 1 / asked.votes : 0;
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] *= one;
        }
        return asked.start * one;
    }

    /** What is explained, and sums over the places that vote. */
    private static final class Asked {
        private final double[] row;
        private final int output;
        private final double[] contributions;
        private final double[] shares;
        private double start;
        private double votes;

        Asked(double[] row, int output, double[] contributions, double[] shares) {
            this.row = row;
            this.output = output;
            this.contributions = contributions;
            this.shares = shares;
        }

        void add(double from, double[] way, double vote) {
            start += from * vote;
            votes += vote;
            for (int i = 0; i < way.length; i++) {
                contributions[i] += way[i] * vote;
            }
        }
    }

    /**
     * The way of a row to a node.
     *
     * @param share of the class, there
     * @param way what features added on it
     */
    private record TreePath(double start, double share, double[] way) {}

    /** Where an alternate stands in for a split, the difference of their shares belongs to no feature. */
    private void addExplanations(TreeNode top, TreePath path, Asked asked) {
        LeafPrediction prediction = growth.settings().prediction();
        double[] way = path.way.clone();
        double share = HoeffdingTree.share(top, prediction, asked.row, asked.output, way);
        double start = path.start + share - path.share;
        TreeNode last = top;
        for (TreeNode node = top; node != null; node = node.isLeaf() ? null : node.child(asked.row)) {
            if (node != top) {
                double before = share;
                share = HoeffdingTree.share(node, prediction, asked.row, asked.output, way);
                way[last.feature] += share - before;
            }
            TreeNode alternate = branching(node);
            if (alternate != null) {
                addExplanations(alternate, new TreePath(start, share, way), asked);
            }
            last = node;
        }
        growth.predict(last, asked.row, asked.shares);
        if (ClassProfiles.sum(asked.shares) > 0) {
            asked.add(start, way, 1 / squaredError(last));
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        dice.write(out);
        growth.write(out, root);
    }

    @Override
    public void read(DataInput in) throws IOException {
        dice.read(in);
        root = growth.read(in);
    }

    @Override
    public long bytes() {
        return 250 + growth.bytes() + 8L * scratch.length;
    }
}
