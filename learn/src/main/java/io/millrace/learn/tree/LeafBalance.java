package io.millrace.learn.tree;

import io.millrace.learn.bayes.ClassProfiles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which leaves of a tree look for splits, when its memory does not bear that all do: the most promising ones, by the
 * rows that are not of their main class, as in MOA. The others sleep: they count classes only. The choice is made again
 * each time that the tree has become too large, and as rows come to leaves that sleep, so that none of them sleeps for
 * ever that is worth more than others by now.
 *
 * <p>What differs from MOA: a leaf that sleeps has to be twice as promising as one that does not, for what that one knows
 * is lost; and the time of the next choice does not hang on splits, which may not come any more.
 */
final class LeafBalance {
    /** How many rows leaves that sleep get, at least, between two choices. */
    private static final long ROWS_ASLEEP = 10_000;

    private static final double ADVANTAGE = 2;

    private final long limit;
    /** The size of the tree above which it has to lose something. */
    private long bytesMost;

    /** What a leaf that is awake takes, by the mean of those that are. */
    private long leafBytes;

    private long rowsAsleep;
    private long rowsAsleepMost = ROWS_ASLEEP;

    /**
     * @param limit bytes that the tree may hold
     */
    LeafBalance(long limit) {
        this.limit = limit;
        bytesMost = limit;
    }

    /** Counts a row that came to a leaf that sleeps. */
    void countAsleep() {
        rowsAsleep++;
    }

    boolean isDue(long bytes) {
        return bytes > bytesMost || rowsAsleep >= rowsAsleepMost;
    }

    /**
     * Chooses anew. A tree that is too large comes down to three quarters of its limit, so that this is not soon again.
     *
     * @param bytes of the whole tree
     * @param sleep makes a leaf, or a split that may be replaced, sleep
     * @param wake makes a leaf look for splits again
     */
    void choose(TreeNode root, long bytes, Consumer<TreeNode> sleep, Consumer<TreeNode> wake) {
        List<TreeNode> nodes = new ArrayList<>();
        collect(root, nodes);
        long awake = 0;
        long count = 0;
        for (TreeNode node : nodes) {
            Leaf leaf = node.leaf;
            if (leaf != null) {
                awake += leaf.bytes();
                count++;
            }
        }
        leafBytes = count == 0 ? leafBytes : awake / count;
        long budget = bytes > bytesMost ? limit / 4 * 3 : Math.max(bytes, limit / 4 * 3);
        long held = bytes - awake;
        nodes.sort(Comparator.comparingDouble(LeafBalance::rank).reversed());
        for (TreeNode node : nodes) {
            Leaf leaf = node.leaf;
            long cost = leaf == null ? leafBytes : leaf.bytes();
            boolean isHeld = held + cost <= budget;
            held += isHeld ? cost : 0;
            if (isHeld && leaf == null) {
                wake.accept(node);
            } else if (!isHeld && leaf != null) {
                sleep.accept(node);
            }
        }
        rowsAsleep = 0;
        rowsAsleepMost = Math.max(ROWS_ASLEEP, nodes.size());
    }

    /** Takes the size of the tree after a choice: where that is still too large, nothing is left to be done for a while. */
    void done(long bytes) {
        bytesMost = bytes > limit ? bytes + limit / 16 : limit;
    }

    private static double rank(TreeNode node) {
        double[] weights = node.weights();
        double most = 0;
        for (double weight : weights) {
            most = Math.max(most, weight);
        }
        return (ClassProfiles.sum(weights) - most) * (node.leaf == null ? 1 : ADVANTAGE);
    }

    private static void collect(TreeNode node, List<TreeNode> nodes) {
        if (node.isLeaf() || node.leaf != null) {
            nodes.add(node);
        }
        for (TreeNode child : node.children()) {
            collect(child, nodes);
        }
        Watch watch = node.watch;
        TreeNode alternate = watch == null ? null : watch.alternate;
        if (alternate != null) {
            collect(alternate, nodes);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(bytesMost);
        out.writeLong(leafBytes);
        out.writeLong(rowsAsleep);
        out.writeLong(rowsAsleepMost);
    }

    void read(DataInput in) throws IOException {
        bytesMost = in.readLong();
        leafBytes = in.readLong();
        rowsAsleep = in.readLong();
        rowsAsleepMost = in.readLong();
    }
}
