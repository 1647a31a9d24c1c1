package io.millrace.learn.anomaly;

import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A tree of {@link OnlineIsolationForest}. A node is a box around its rows and their number; a leaf with too many rows splits
 * at random, and guesses its rows as spread evenly over the box, for it does not keep them. When rows have left so that the
 * leaf would not have split, it is a leaf again.
 */
final class IsolationTree {
    private static final int LEAF = -1;

    private final int width;
    private final int leafMost;
    private final int depthMax;
    private final Randomness randomness;

    /** The children of node n are 2n and 2n + 1, from 1 on. */
    private final int[] counts;

    /** The feature of a split, or {@link #LEAF}. */
    private final int[] features;

    private final double[] splits;
    private final double[] lows;
    private final double[] highs;
    private final double[] guess;

    IsolationTree(int width, int leafMost, int depthMax, long seed) {
        this.width = width;
        this.leafMost = leafMost;
        this.depthMax = depthMax;
        randomness = new Randomness(seed);
        int nodes = 2 << depthMax;
        counts = new int[nodes];
        features = new int[nodes];
        splits = new double[nodes];
        lows = new double[nodes * width];
        highs = new double[nodes * width];
        guess = new double[width];
        Arrays.fill(features, LEAF);
        clear(1);
    }

    private void clear(int node) {
        counts[node] = 0;
        features[node] = LEAF;
        Arrays.fill(lows, node * width, (node + 1) * width, Double.MAX_VALUE);
        Arrays.fill(highs, node * width, (node + 1) * width, -Double.MAX_VALUE);
    }

    /** How many rows a leaf holds at most: more the deeper it is, for what is dense there may be chance. */
    private int most(int depth) {
        return (int) Math.min(Integer.MAX_VALUE / 2, (long) leafMost << Math.min(depth, 30));
    }

    /** How deep a row lies, with the depth that the rows of its leaf would add. */
    double depth(double[] rows, int offset) {
        int node = 1;
        int depth = 0;
        while (features[node] != LEAF) {
            node = 2 * node + (rows[offset + features[node]] < splits[node] ? 0 : 1);
            depth++;
        }
        return depth + Math.max(0, Math.log((double) Math.max(1, counts[node]) / leafMost) / Math.log(4));
    }

    void learn(double[] row) {
        int node = 1;
        int depth = 0;
        while (true) {
            counts[node]++;
            widen(node, row);
            if (features[node] == LEAF) {
                break;
            }
            node = 2 * node + (row[features[node]] < splits[node] ? 0 : 1);
            depth++;
        }
        if (depth < depthMax && counts[node] > most(depth)) {
            split(node);
        }
    }

    private void widen(int node, double[] row) {
        for (int i = 0; i < width; i++) {
            int place = node * width + i;
            lows[place] = Math.min(lows[place], row[i]);
            highs[place] = Math.max(highs[place], row[i]);
        }
    }

    private void split(int node) {
        int feature = randomness.nextInt(width);
        double low = lows[node * width + feature];
        double high = highs[node * width + feature];
        double split = low + randomness.nextDouble() * (high - low);
        if (!(split > low && split <= high)) {
            return;
        }
        features[node] = feature;
        splits[node] = split;
        clear(2 * node);
        clear(2 * node + 1);
        for (int row = 0; row < counts[node]; row++) {
            for (int i = 0; i < width; i++) {
                double from = lows[node * width + i];
                guess[i] = from + randomness.nextDouble() * (highs[node * width + i] - from);
            }
            int child = 2 * node + (guess[feature] < split ? 0 : 1);
            counts[child]++;
            widen(child, guess);
        }
    }

    void forget(double[] rows, int offset) {
        int node = 1;
        int depth = 0;
        while (true) {
            counts[node] = Math.max(0, counts[node] - 1);
            if (features[node] == LEAF) {
                return;
            } else if (counts[node] <= most(depth)) {
                prune(node);
                return;
            }
            node = 2 * node + (rows[offset + features[node]] < splits[node] ? 0 : 1);
            depth++;
        }
    }

    /** Makes a leaf of a node, with the box of its children. */
    private void prune(int node) {
        features[node] = LEAF;
        for (int i = 0; i < width; i++) {
            int place = node * width + i;
            int left = 2 * node * width + i;
            lows[place] = Math.min(lows[left], lows[left + width]);
            highs[place] = Math.max(highs[left], highs[left + width]);
        }
    }

    void write(DataOutput out) throws IOException {
        randomness.write(out);
        write(1, out);
    }

    private void write(int node, DataOutput out) throws IOException {
        out.writeInt(counts[node]);
        out.writeInt(features[node]);
        for (int i = node * width; i < (node + 1) * width; i++) {
            out.writeDouble(lows[i]);
            out.writeDouble(highs[i]);
        }
        if (features[node] != LEAF) {
            out.writeDouble(splits[node]);
            write(2 * node, out);
            write(2 * node + 1, out);
        }
    }

    void read(DataInput in) throws IOException {
        randomness.read(in);
        read(1, in);
    }

    private void read(int node, DataInput in) throws IOException {
        counts[node] = in.readInt();
        features[node] = in.readInt();
        for (int i = node * width; i < (node + 1) * width; i++) {
            lows[i] = in.readDouble();
            highs[i] = in.readDouble();
        }
        if (features[node] != LEAF) {
            splits[node] = in.readDouble();
            read(2 * node, in);
            read(2 * node + 1, in);
        }
    }

    long bytes() {
        return 120 + 16L * counts.length + 16L * lows.length;
    }
}
