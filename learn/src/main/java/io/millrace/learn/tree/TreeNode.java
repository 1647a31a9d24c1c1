package io.millrace.learn.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A place in a tree: a leaf, or a question about one feature with a branch for each answer. */
final class TreeNode {
    /** What is asked; a leaf asks nothing. */
    enum Kind {
        LEAF,
        /** Is a number at most the threshold? */
        NUMBER,
        /** Is a nominal feature the value that is the threshold? */
        VALUE,
        /** Which value has a nominal feature? */
        VALUES
    }

    private static final TreeNode[] NONE = {};

    Kind kind = Kind.LEAF;
    int feature;
    /** How many values a nominal feature may have. */
    int values;

    double threshold;
    /** For the first two kinds: yes and no. */
    @Nullable TreeNode yes;

    @Nullable TreeNode no;
    /** For {@link Kind#VALUES}: by value, null where none came. */
    @Nullable TreeNode[] branches = NONE;
    /** Where rows without the feature go: the branch that was the heaviest. */
    @Nullable TreeNode usual;
    /** The weights of the classes: of a split when it was made, of a leaf without profiles up to now. */
    double[] weights;
    /** What a leaf that looks for splits knows; and a split that may be replaced. */
    @Nullable Leaf leaf;

    /** In adaptive trees: the errors below, and what may take the place. */
    @Nullable Watch watch;

    final int depth;

    TreeNode(double[] weights, int depth) {
        this.weights = weights;
        this.depth = depth;
    }

    boolean isLeaf() {
        return kind == Kind.LEAF;
    }

    /** Takes over everything of another node, which is not to be used any more. */
    void become(TreeNode other) {
        kind = other.kind;
        feature = other.feature;
        values = other.values;
        threshold = other.threshold;
        yes = other.yes;
        no = other.no;
        branches = other.branches;
        usual = other.usual;
        weights = other.weights;
        leaf = other.leaf;
        watch = other.watch;
    }

    /** The branch of a row; null for a value that came never here. */
    @Nullable TreeNode child(double[] row) {
        double value = row[feature];
        if (kind == Kind.NUMBER) {
            return value <= threshold ? yes : value > threshold ? no : usual;
        }
        int whole = (int) value;
        if (whole != value || whole < 0 || whole >= values) {
            return usual;
        }
        if (kind == Kind.VALUE) {
            return whole == threshold ? yes : no;
        }
        return whole < branches.length ? branches[whole] : null;
    }

    /** Takes away all branches. */
    void clear() {
        kind = Kind.LEAF;
        yes = null;
        no = null;
        branches = NONE;
        usual = null;
    }

    /** A new branch for a value that came never here. */
    TreeNode addBranch(int value, TreeNode branch) {
        if (value >= branches.length) {
            branches = Arrays.copyOf(branches, value + 1);
        }
        branches[value] = branch;
        return branch;
    }

    /** The weights of the classes, up to now where rows are learned. */
    double[] weights() {
        return leaf != null ? leaf.profiles.weights() : weights;
    }

    /** The branches there are, in order. */
    TreeNode[] children() {
        if (kind == Kind.VALUES) {
            return Arrays.stream(branches).filter(branch -> branch != null).toArray(TreeNode[]::new);
        }
        return isLeaf() || yes == null || no == null ? NONE : new TreeNode[] {yes, no};
    }

    /** Without the branches. */
    long bytes() {
        return 80
                + 8L * weights.length
                + 8L * branches.length
                + (leaf == null ? 0 : leaf.bytes())
                + (watch == null ? 0 : watch.bytes());
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(kind.name());
        out.writeInt(weights.length);
        for (double weight : weights) {
            out.writeDouble(weight);
        }
        out.writeBoolean(leaf != null);
        if (leaf != null) {
            leaf.write(out);
        }
        out.writeBoolean(watch != null);
        if (watch != null) {
            watch.write(out);
        }
        if (isLeaf()) {
            return;
        }
        out.writeInt(feature);
        out.writeInt(values);
        out.writeDouble(threshold);
        TreeNode[] all = kind == Kind.VALUES ? branches : children();
        out.writeInt(all.length);
        for (TreeNode branch : all) {
            out.writeBoolean(branch != null);
            if (branch != null) {
                out.writeBoolean(branch == usual);
                branch.write(out);
            }
        }
    }

    static TreeNode read(DataInput in, int depth, Leaf.Maker maker) throws IOException {
        Kind kind = Kind.valueOf(in.readUTF());
        double[] weights = new double[in.readInt()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readDouble();
        }
        TreeNode node = new TreeNode(weights, depth);
        node.kind = kind;
        if (in.readBoolean()) {
            node.leaf = Leaf.read(in, maker);
        }
        if (in.readBoolean()) {
            node.watch = Watch.read(in, depth, maker);
        }
        if (kind == Kind.LEAF) {
            return node;
        }
        node.feature = in.readInt();
        node.values = in.readInt();
        node.threshold = in.readDouble();
        TreeNode[] all = new TreeNode[in.readInt()];
        for (int i = 0; i < all.length; i++) {
            if (in.readBoolean()) {
                boolean isUsual = in.readBoolean();
                all[i] = read(in, depth + 1, maker);
                node.usual = isUsual ? all[i] : node.usual;
            }
        }
        if (kind == Kind.VALUES) {
            node.branches = all;
        } else {
            node.yes = all[0];
            node.no = all[1];
        }
        return node;
    }
}
