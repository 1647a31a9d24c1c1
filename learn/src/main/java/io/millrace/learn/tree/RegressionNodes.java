package io.millrace.learn.tree;

import io.millrace.core.learn.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a regression tree in flat arrays: nodes have numbers, places of nodes that are gone are used again. One
 * thread changes it, any number walk it.
 */
final class RegressionNodes {
    private static final int LEAF = -1;
    private static final int FREE = -2;

    private final Features features;
    private int[] feature = new int[1];
    private double[] threshold = new double[1];
    private long[] @Nullable [] left = new long[1][];
    /** The left and the right child of each node. */
    private int[] children = new int[2];
    /** Which child takes a row whose value is missing, or one that never came: 0 or 1. */
    private byte[] heavier = new byte[1];

    private double[] means = new double[1];
    private @Nullable RegressionLeaf[] leaves = new RegressionLeaf[1];
    private int count;
    private int free;

    RegressionNodes(Features features) {
        this.features = features;
    }

    int add(RegressionLeaf leaf) {
        int node = 0;
        if (free > 0) {
            while (feature[node] != FREE) {
                node++;
            }
            free--;
        } else {
            node = count++;
            if (node == feature.length) {
                grow(node * 2);
            }
        }
        feature[node] = LEAF;
        leaves[node] = leaf;
        return node;
    }

    private void grow(int size) {
        feature = Arrays.copyOf(feature, size);
        threshold = Arrays.copyOf(threshold, size);
        left = Arrays.copyOf(left, size);
        children = Arrays.copyOf(children, size * 2);
        heavier = Arrays.copyOf(heavier, size);
        means = Arrays.copyOf(means, size);
        leaves = Arrays.copyOf(leaves, size);
    }

    /** Makes two leaves of one. */
    void cut(int node, Cut cut, RegressionLeaf below, RegressionLeaf above) {
        RegressionLeaf leaf = leaves[node];
        means[node] = leaf == null ? 0 : leaf.mean();
        int first = add(below);
        int second = add(above);
        feature[node] = cut.feature();
        threshold[node] = cut.threshold();
        left[node] = cut.left();
        children[node * 2] = first;
        children[node * 2 + 1] = second;
        heavier[node] = (byte) (cut.isLeftHeavier() ? 0 : 1);
        leaves[node] = null;
    }

    /** Puts the subtree of another node in the place of this one's; the other place becomes free. */
    void replace(int node, int other) {
        if (!isLeaf(node)) {
            remove(children[node * 2]);
            remove(children[node * 2 + 1]);
        }
        feature[node] = feature[other];
        threshold[node] = threshold[other];
        left[node] = left[other];
        children[node * 2] = children[other * 2];
        children[node * 2 + 1] = children[other * 2 + 1];
        heavier[node] = heavier[other];
        means[node] = means[other];
        leaves[node] = leaves[other];
        release(other);
    }

    /** Takes a subtree away. */
    void remove(int node) {
        if (!isLeaf(node)) {
            remove(children[node * 2]);
            remove(children[node * 2 + 1]);
        }
        release(node);
    }

    private void release(int node) {
        feature[node] = FREE;
        left[node] = null;
        leaves[node] = null;
        free++;
    }

    boolean isLeaf(int node) {
        return feature[node] == LEAF;
    }

    boolean isFree(int node) {
        return feature[node] == FREE;
    }

    /** How many places there are, with those that are free. */
    int count() {
        return count;
    }

    int leafCount() {
        int leafCount = 0;
        for (int i = 0; i < count; i++) {
            leafCount += feature[i] == LEAF ? 1 : 0;
        }
        return leafCount;
    }

    /** The leaf at a node, which has to be one. */
    RegressionLeaf leaf(int node) {
        RegressionLeaf leaf = leaves[node];
        if (leaf == null) {
            throw new IllegalStateException("no leaf at node " + node);
        }
        return leaf;
    }

    double mean(int node) {
        RegressionLeaf leaf = leaves[node];
        return leaf == null ? means[node] : leaf.mean();
    }

    int feature(int node) {
        return feature[node];
    }

    int child(int node, int side) {
        return children[node * 2 + side];
    }

    /** The node below this one that a row belongs to. */
    int next(int node, double[] row) {
        double value = row[feature[node]];
        long[] values = left[node];
        int side;
        if (values == null) {
            side = !Double.isFinite(value) ? heavier[node] : value < threshold[node] ? 0 : 1;
        } else {
            int nominal = features.nominal(feature[node], value);
            side = nominal < 0 ? heavier[node] : isIn(values, nominal) ? 0 : 1;
        }
        return children[node * 2 + side];
    }

    private static boolean isIn(long[] values, int value) {
        return value >> 6 < values.length && (values[value >> 6] >>> value & 1) != 0;
    }

    /** The node of the leaf that a row belongs to, from a node on. */
    int leafNode(int from, double[] row) {
        int node = from;
        while (feature[node] != LEAF) {
            node = next(node, row);
        }
        return node;
    }

    long bytes() {
        return 150 + 50L * feature.length;
    }

    /** Writes the shape, without the leaves. */
    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(free);
        for (int i = 0; i < count; i++) {
            out.writeInt(feature[i]);
            if (feature[i] >= 0) {
                out.writeDouble(threshold[i]);
                out.writeInt(children[i * 2]);
                out.writeInt(children[i * 2 + 1]);
                out.writeByte(heavier[i]);
                out.writeDouble(means[i]);
                long[] values = left[i];
                out.writeInt(values == null ? -1 : values.length);
                for (int j = 0; values != null && j < values.length; j++) {
                    out.writeLong(values[j]);
                }
            }
        }
    }

    /** Reads the shape; leaves are still to be put in their places. */
    void read(DataInput in) throws IOException {
        count = in.readInt();
        free = in.readInt();
        grow(Math.max(1, Integer.highestOneBit(Math.max(1, count - 1)) * 2));
        for (int i = 0; i < count; i++) {
            feature[i] = in.readInt();
            leaves[i] = null;
            left[i] = null;
            if (feature[i] >= 0) {
                threshold[i] = in.readDouble();
                children[i * 2] = in.readInt();
                children[i * 2 + 1] = in.readInt();
                heavier[i] = in.readByte();
                means[i] = in.readDouble();
                int words = in.readInt();
                if (words >= 0) {
                    long[] values = new long[words];
                    for (int j = 0; j < words; j++) {
                        values[j] = in.readLong();
                    }
                    left[i] = values;
                }
            }
        }
    }

    void put(int node, RegressionLeaf leaf) {
        leaves[node] = leaf;
    }
}
