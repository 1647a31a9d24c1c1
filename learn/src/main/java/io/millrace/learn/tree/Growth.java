package io.millrace.learn.tree;

import io.millrace.core.learn.Features;
import io.millrace.learn.bayes.ClassProfiles;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.TreeNode.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes leaves, splits them when Hoeffding's bound allows it, and keeps within the memory of the tree. */
final class Growth {
    private static final double WEIGHT_MAX = 1e12;

    private final Features features;
    private final TreeSettings settings;
    private final ClassSplitSearch search;
    private final Leaf.Maker maker;
    private final Randomness randomness;
    /** The features of the next leaf. */
    private int[] places;

    private final LeafBalance balance;
    private long bytes;

    Growth(Features features, TreeSettings settings, long seed) {
        this.features = features;
        this.settings = settings;
        search =
                new ClassSplitSearch(settings.rule().isGini(), settings.limits().isBinary());
        maker = new Leaf.Maker(features);
        randomness = new Randomness(seed);
        balance = new LeafBalance(settings.limits().bytes());
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
            ClassProfiles.shares(node.weights(), scores);
        }
    }

    /**
     * Learns a row in its leaf, and splits that when it is time.
     *
     * @param bayes what naive Bayes says to the row, for leaves that judge it
     */
    void learn(TreeNode node, double[] row, int label, double weight, int bayes) {
        Leaf leaf = observe(node, row, label, weight, bayes);
        if (leaf != null
                && leaf.isTimeToLook(settings.rule().gracePeriod())
                && node.depth < settings.limits().depth()) {
            attempt(node, leaf);
        }
    }

    /** Learns a row in its leaf without a look for a split. Returns what the leaf knows, null for one that sleeps. */
    @Nullable Leaf observe(TreeNode node, double[] row, int label, double weight, int bayes) {
        Leaf leaf = node.leaf;
        if (leaf == null) {
            if (label >= node.weights.length) {
                bytes += 8L * (label + 1 - node.weights.length);
                node.weights = Arrays.copyOf(node.weights, label + 1);
            }
            node.weights[label] += Math.min(weight, WEIGHT_MAX);
            balance.countAsleep();
            return null;
        }
        if (settings.prediction() == LeafPrediction.ADAPTIVE) {
            leaf.judge(bayes, label, weight);
        }
        observe(leaf, row, label, weight);
        return leaf;
    }

    /** Learns a row where it only passes. */
    void observe(Leaf leaf, double[] row, int label, double weight) {
        long before = leaf.bytes();
        leaf.learn(row, label, weight);
        bytes += leaf.bytes() - before;
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

    /** Whether the tree is too large, or other leaves may have become more promising than those that look for splits. */
    boolean isUnbalanced() {
        return balance.isDue(bytes);
    }

    /** Makes the most promising leaves look for splits, as many as the memory bears, and no others. */
    void balance(TreeNode root) {
        if (isUnbalanced()) {
            balance.choose(root, bytes, this::sleep, this::wake);
            balance.done(bytes);
        }
    }

    private void sleep(TreeNode node) {
        bytes -= node.bytes();
        node.weights = node.weights();
        node.leaf = null;
        bytes += node.bytes();
    }

    private void wake(TreeNode node) {
        bytes -= node.bytes();
        activate(node);
        bytes += node.bytes();
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
        // As counted: not every node tells when it grows.
        out.writeLong(bytes);
        balance.write(out);
        root.write(out);
    }

    TreeNode read(DataInput in) throws IOException {
        randomness.read(in);
        places = new int[in.readInt()];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readInt();
        }
        bytes = in.readLong();
        balance.read(in);
        return TreeNode.read(in, 0, maker);
    }

    /** Takes away all below a node, which is a leaf then, to be split again. */
    void cut(TreeNode node) {
        for (TreeNode child : node.children()) {
            bytes -= sizeOf(child);
        }
        bytes -= node.bytes();
        node.clear();
        bytes += node.bytes();
    }

    /** Splits a node that keeps what it knows, and goes on to learn. */
    void splitAndKeep(TreeNode node, Leaf leaf) {
        split(node, leaf);
        bytes -= node.bytes();
        node.leaf = leaf;
        node.weights = new double[0];
        bytes += node.bytes();
    }

    /** Counts the memory anew, after parts of the tree are gone. */
    void recount(TreeNode root) {
        bytes = sizeOf(root);
    }

    private static long sizeOf(@Nullable TreeNode node) {
        long sum = 0;
        if (node != null) {
            Watch watch = node.watch;
            sum = node.bytes() + (watch == null ? 0 : sizeOf(watch.alternate));
            for (TreeNode child : node.children()) {
                sum += sizeOf(child);
            }
        }
        return sum;
    }
}
