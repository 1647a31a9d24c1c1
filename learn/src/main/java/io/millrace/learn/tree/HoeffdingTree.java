package io.millrace.learn.tree;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.learn.bayes.BayesExplanation;
import io.millrace.learn.bayes.ClassProfiles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * A decision tree that grows from a stream: a leaf splits as soon as Hoeffding's bound says that the best split would
 * also be the best of all rows to come, but for a small probability (Domingos and Hulten, "Mining high-speed data
 * streams", KDD 2000). Leaves answer with naive Bayes or with their majority class, whichever was right more often there
 * (Holmes, Kirkby and Pfahringer, "Stress-testing Hoeffding trees", PKDD 2005).
 *
 * <p>Defaults, candidates for thresholds and the order among equal splits are those of MOA, and so are the predictions, as
 * long as nothing is missing: also that a tie may be decided for a split that is no better than none, unless
 * {@code pre-pruning} asks for more, and that a leaf answers with scores of 0 where each of its classes is impossible for
 * the row. What differs: a row without the feature of a split goes to the branch that was the heaviest when the split
 * was made (there it teaches nothing), and a leaf in which no feature can split goes on to learn (there it stops).
 *
 * <p>Explanations are the differences between the shares of a class from node to node on the way of a row (Saabas,
 * "Interpreting random forests", 2014), and in a leaf that answers with naive Bayes, what its features add there.
 *
 * <pre>{@code
 * Algorithm<Classifier> algorithm = HoeffdingTree.ALGORITHM;
 * Classifier tree = algorithm.create(Features.numeric(2), 2, algorithm.parameters().with("grace-period", 50));
 * tree.predictThenLearn(row, label, 1, scores);
 * }</pre>
 */
public final class HoeffdingTree implements Classifier, Explained {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "hoeffding-tree",
            Task.CLASSIFICATION,
            "A decision tree that splits a leaf as soon as enough rows prove the best split; for streams that do not"
                    + " change.",
            "Domingos and Hulten, Mining high-speed data streams, KDD 2000",
            Set.of(),
            TreeSettings.parameters(200, 1e-7),
            (features, classes, parameters) -> new HoeffdingTree(features, classes, TreeSettings.of(parameters), 0));

    private final Growth growth;
    private final double[] scratch;
    private TreeNode root;

    /**
     * A tree that is part of something larger.
     *
     * @param seed for the features of leaves, where they look at a few
     */
    public HoeffdingTree(Features features, int classes, TreeSettings settings, long seed) {
        growth = new Growth(features, settings, seed);
        scratch = new double[classes];
        root = growth.newLeaf(new double[0], 0);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        growth.predict(Growth.find(root, row), row, scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            TreeNode node = growth.leafOf(root, row);
            learn(node, row, label, weight, bayes(node, row));
        }
    }

    /** What naive Bayes says in a leaf that keeps how good it is. */
    private int bayes(TreeNode node, double[] row) {
        if (node.leaf == null || growth.settings().prediction() != LeafPrediction.ADAPTIVE) {
            return 0;
        }
        node.leaf.profiles.predict(row, scratch);
        return Classifier.best(scratch);
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        TreeNode node = Growth.find(root, row);
        growth.predict(node, row, scores);
        if (weight > 0) {
            if (!node.isLeaf()) {
                node = growth.leafOf(root, row);
            }
            boolean isAnswered =
                    node.leaf != null && node.leaf.isBayes(growth.settings().prediction());
            learn(node, row, label, weight, isAnswered ? Classifier.best(scores) : bayes(node, row));
        }
    }

    private void learn(TreeNode node, double[] row, int label, double weight, int bayes) {
        growth.learn(node, row, label, weight, bayes);
        if (growth.isUnbalanced()) {
            growth.balance(root);
        }
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        return explain(root, growth.settings().prediction(), row, output, contributions);
    }

    static double explain(TreeNode root, LeafPrediction prediction, double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        TreeNode node = root;
        double start = share(node, prediction, row, output, contributions);
        double before = start;
        while (!node.isLeaf()) {
            TreeNode child = node.child(row);
            if (child == null) {
                break;
            }
            double share = share(child, prediction, row, output, contributions);
            contributions[node.feature] += share - before;
            before = share;
            node = child;
        }
        return start;
    }

    /** The share of a class in a node; what features change of it in a leaf is added to the contributions. */
    static double share(TreeNode node, LeafPrediction prediction, double[] row, int label, double[] contributions) {
        Leaf leaf = node.leaf;
        if (leaf != null && node.isLeaf() && leaf.isBayes(prediction)) {
            return BayesExplanation.explain(leaf.profiles, row, label, contributions);
        }
        double[] weights = node.weights();
        double sum = ClassProfiles.sum(weights);
        return sum > 0 && label < weights.length ? weights[label] / sum : 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        growth.write(out, root);
    }

    @Override
    public void read(DataInput in) throws IOException {
        root = growth.read(in);
    }

    @Override
    public long bytes() {
        return 200 + growth.bytes() + 8L * scratch.length;
    }
}
