package io.millrace.learn.tree;

import io.millrace.core.learn.Features;
import io.millrace.learn.bayes.ClassProfiles;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.TreeNode.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes leaves, splits them when Hoeffding's bound allows it, and keeps within the memory of the tree. */
final class Growth {
    private final Features features;
    private final TreeSettings settings;
    private final ClassSplitSearch search;
    private final Leaf.Maker maker;
    private final Randomness randomness;
    /** The features of the next leaf. */
    private int[] places;

    private long bytes;

    Growth(Features features, TreeSettings settings, long seed) {
        this.features = features;
        this.settings = settings;
        search =
                new ClassSplitSearch(settings.rule().isGini(), settings.limits().isBinary());
        maker = new Leaf.Maker(features);
        randomness = new Randomness(seed);
        places = subspace();
    }

    TreeSettings settings() {
        return settings;
    }

    ClassSplitSearch search() {
        return search;
    }

    /** A leaf that looks for splits, with weights of classes from before. */
    TreeNode newLeaf(double[] weights, int depth) {
        TreeNode node = new TreeNode(weights, depth);
        activate(node);
        bytes += node.bytes();
        return node;
    }

    private void activate(TreeNode node) {
        if (!settings.subspace().isOfTree()) {
            places = subspace();
        }
        Leaf leaf = maker.leaf(places);
        leaf.seed(node.weights);
        node.leaf = leaf;
    }

    private int[] subspace() {
        int[] all = new int[features.size()];
        Arrays.setAll(all, i -> i);
        int size = settings.subspace().size();
        if (size == 0 || size >= all.length) {
            return all;
        }
        for (int i = 0; i < size; i++) {
            int other = i + randomness.nextInt(all.length - i);
            int place = all[other];
            all[other] = all[i];
            all[i] = place;
        }
        int[] chosen = Arrays.copyOf(all, size);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The place that a row comes to, for predictions: the last on its way. */
    static TreeNode find(TreeNode root, double[] row) {
        TreeNode node = root;
        while (node.kind != Kind.LEAF) {
            TreeNode child = node.child(row);
            if (child == null) {
                return node;
            }
            node = child;
        }
        return node;
    }

    /** The leaf that a row comes to; a new one for a value that came never there. */
    TreeNode leafOf(TreeNode root, double[] row) {
        TreeNode node = find(root, row);
        return node.isLeaf() ? node : node.addBranch((int) row[node.feature], newLeaf(new double[0], node.depth + 1));
    }

    void predict(TreeNode node, double[] row, double[] scores) {
        if (node.leaf != null && node.isLeaf()) {
            node.leaf.predict(row, settings.prediction(), scores);
        } else {
            ClassProfiles.shares(node.weights, scores);
        }
    }

    /**
     * Learns a row in its leaf, and splits that when it is time.
     *
     * @param bayes what naive Bayes says to the row, for leaves that judge it
     */
    void learn(TreeNode node, double[] row, int label, double weight, int bayes) {
        Leaf leaf = node.leaf;
        if (leaf == null) {
            if (label >= node.weights.length) {
                node.weights = Arrays.copyOf(node.weights, label + 1);
            }
            node.weights[label] += weight;
            return;
        }
        if (settings.prediction() == LeafPrediction.ADAPTIVE) {
            leaf.judge(bayes, label, weight);
        }
        long before = leaf.bytes();
        leaf.learn(row, label, weight);
        bytes += leaf.bytes() - before;
        if (leaf.isTimeToLook(settings.rule().gracePeriod())
                && node.depth < settings.limits().depth()) {
            attempt(node, leaf);
        }
    }

    private void attempt(TreeNode node, Leaf leaf) {
        double[] weights = leaf.profiles.weights();
        if (isPure(weights)) {
            return;
        }
        search.search(leaf.profiles);
        if (search.bestMerit() == ClassSplitSearch.NONE
                || (settings.rule().mustGain() && search.bestMerit() <= search.meritOfNone())) {
            return;
        }
        double bound = bound(search.range(), ClassProfiles.sum(weights));
        if (search.bestMerit() - search.secondMerit() > bound
                || bound < settings.rule().tieThreshold()) {
            split(node, leaf);
        }
    }

    /** Hoeffding's bound of the difference between a mean of so many values and the true one. */
    double bound(double range, double weight) {
        return Math.sqrt(range * range * -Math.log(settings.rule().delta()) / (2 * weight));
    }

    static boolean isPure(double[] weights) {
        int classes = 0;
        for (double weight : weights) {
            classes += weight != 0 ? 1 : 0;
        }
        return classes < 2;
    }

    /** Splits a node as the search last found. */
    void split(TreeNode node, Leaf leaf) {
        bytes -= node.bytes();
        double[][] weights = search.branches(leaf.profiles);
        TreeNode[] children = new TreeNode[weights.length];
        TreeNode heaviest = null;
        double most = -1;
        for (int i = 0; i < children.length; i++) {
            children[i] = newLeaf(weights[i], node.depth + 1);
            double sum = ClassProfiles.sum(weights[i]);
            if (sum > most) {
                most = sum;
                heaviest = children[i];
            }
        }
        node.weights = leaf.profiles.weights();
        node.leaf = null;
        node.kind = search.kind();
        node.feature = search.feature();
        node.values = features.values(node.feature);
        node.threshold = node.kind == Kind.VALUES ? 0 : search.threshold();
        node.usual = heaviest;
        if (node.kind == Kind.VALUES) {
            node.branches = children;
        } else {
            node.yes = children[0];
            node.no = children[1];
        }
        bytes += node.bytes();
    }

    boolean isTooLarge() {
        return bytes > settings.limits().bytes();
    }

    /**
     * Makes the leaves with the least to gain, by rows that are not of their main class, stop to look for splits until
     * three quarters of the memory are held.
     */
    void shrink(TreeNode root) {
        List<TreeNode> leaves = new ArrayList<>();
        collect(root, leaves);
        leaves.sort(Comparator.comparingDouble(Growth::promise));
        for (TreeNode node : leaves) {
            if (bytes <= settings.limits().bytes() / 4 * 3) {
                return;
            }
            bytes -= node.bytes();
            node.weights = node.weights();
            node.leaf = null;
            bytes += node.bytes();
        }
    }

    private static double promise(TreeNode node) {
        double[] weights = node.weights();
        double most = 0;
        for (double weight : weights) {
            most = Math.max(most, weight);
        }
        return ClassProfiles.sum(weights) - most;
    }

    private static void collect(TreeNode node, List<TreeNode> leaves) {
        if (node.isLeaf() && node.leaf != null) {
            leaves.add(node);
        }
        for (TreeNode child : node.children()) {
            collect(child, leaves);
        }
    }

    /** Of all nodes that it made or read. */
    long bytes() {
        return bytes;
    }

    void write(DataOutput out, TreeNode root) throws IOException {
        randomness.write(out);
        out.writeInt(places.length);
        for (int place : places) {
            out.writeInt(place);
        }
        root.write(out);
    }

    TreeNode read(DataInput in) throws IOException {
        randomness.read(in);
        places = new int[in.readInt()];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readInt();
        }
        TreeNode root = TreeNode.read(in, 0, maker);
        bytes = sizeOf(root);
        return root;
    }

    private static long sizeOf(@Nullable TreeNode node) {
        long sum = 0;
        if (node != null) {
            sum = node.bytes();
            for (TreeNode child : node.children()) {
                sum += sizeOf(child);
            }
        }
        return sum;
    }
}
