package io.millrace.engine.table;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;

/**
 * For each owner (a dense id) a multiset of values, or of rows of values, in order: add and take back in O(log n), the
 * smallest, the largest, the one at a rank and the most frequent one in O(log n), where n counts the distinct (owner,
 * row) pairs. One treap over all owners, in plain arrays; each node sums up what is below it. One thread at a time.
 */
public final class OrderedMultiset {
    private static final int NONE = -1;

    private final Vector.Writable[] values;
    private final Vector[] vectors;
    private final boolean[] descending;
    private int[] owners = new int[16];
    private int[] left = new int[16];
    private int[] right = new int[16];
    private int[] priorities = new int[16];
    private long[] counts = new long[16];
    /** The sum of the counts of a node and all below it. */
    private long[] totals = new long[16];
    /** The node with the largest count among a node and all below it; of several the first in order. */
    private int[] frequent = new int[16];

    private int[] free = new int[8];
    private int freeCount;
    private int used;
    private int root = NONE;
    private long seed = 0x2545_F491_4F6C_DD1DL;
    private final Vector[] single = new Vector[1];

    /** A multiset of single values, in ascending order. */
    public OrderedMultiset(Type type) {
        this(List.of(type), new boolean[1]);
    }

    /**
     * @param types of the columns of a row
     * @param descending for each column whether its large values come first; NULL is smaller than all values
     */
    public OrderedMultiset(List<Type> types, boolean[] descending) {
        this.descending = descending;
        values = new Vector.Writable[types.size()];
        vectors = new Vector[types.size()];
        for (int c = 0; c < values.length; c++) {
            values[c] = Vector.create(types.get(c), 16);
            vectors[c] = values[c].vector();
        }
    }

    /** As {@link #add(int, Vector[], int, long)}, of a single value that is not NULL. */
    public void add(int owner, Vector source, int row, long weight) {
        single[0] = source;
        add(owner, single, row, weight);
    }

    /**
     * Changes how often an owner has a row. A count that comes to 0 is forgotten. A count may be below 0 for a while,
     * when a row is taken back before it was added.
     */
    public void add(int owner, Vector[] source, int row, long weight) {
        int node = find(owner, source, row);
        if (node == NONE) {
            root = insert(root, create(owner, source, row, weight));
        } else if (counts[node] + weight == 0) {
            counts[node] = 0;
            root = remove(root, node);
            free(node);
        } else {
            counts[node] += weight;
            refreshPath(root, node);
        }
    }

    /** The row in {@link #values} of the owner's first (or last) row that it has at least once, or -1. */
    public int extreme(int owner, boolean last) {
        int best = NONE;
        int node = root;
        while (node != NONE) {
            int order = Integer.compare(owner, owners[node]);
            if (order == 0) {
                best = node;
                node = last ? right[node] : left[node];
            } else {
                node = order < 0 ? left[node] : right[node];
            }
        }
        return best == NONE || counts[best] > 0 ? best : extremeAmongOthers(owner, last);
    }

    /** While a row is owed, which is never for long, all are looked at. */
    private int extremeAmongOthers(int owner, boolean last) {
        int[] best = {NONE};
        forEach(owner, (column, row, count) -> best[0] = count > 0 && (last || best[0] == NONE) ? row : best[0]);
        return best[0];
    }

    /** How many rows an owner has, each as often as it has it. */
    public long total(int owner) {
        return before(owner + 1) - before(owner);
    }

    /** How many rows the owners before one have. */
    private long before(int owner) {
        long sum = 0;
        int node = root;
        while (node != NONE) {
            if (owners[node] < owner) {
                sum += counts[node] + (left[node] == NONE ? 0 : totals[left[node]]);
                node = right[node];
            } else {
                node = left[node];
            }
        }
        return sum;
    }

    /** The row in {@link #values} at a rank from 0 to {@link #total} - 1, or -1 for other ranks. */
    public int atRank(int owner, long rank) {
        if (rank < 0 || rank >= total(owner)) {
            return NONE;
        }
        long skip = before(owner) + rank;
        int node = root;
        while (node != NONE) {
            long below = left[node] == NONE ? 0 : totals[left[node]];
            if (skip < below) {
                node = left[node];
            } else if (skip < below + counts[node]) {
                return node;
            } else {
                skip -= below + counts[node];
                node = right[node];
            }
        }
        return NONE;
    }

    /** The row in {@link #values} that the owner has most often, the first in order of several; or -1. */
    public int mostFrequent(int owner) {
        int node = any(owner);
        if (node == NONE) {
            return NONE;
        }
        int best = node;
        for (int at = left[node]; at != NONE; ) {
            boolean ours = owners[at] == owner;
            if (ours) {
                best = better(better(frequentOf(right[at]), best), at);
            }
            at = ours ? left[at] : right[at];
        }
        for (int at = right[node]; at != NONE; ) {
            boolean ours = owners[at] == owner;
            if (ours) {
                best = better(better(best, frequentOf(left[at])), at);
            }
            at = ours ? right[at] : left[at];
        }
        return counts[best] > 0 ? best : NONE;
    }

    private int frequentOf(int tree) {
        return tree == NONE ? NONE : frequent[tree];
    }

    /** The one of two nodes of one owner with the larger count, of equal ones the first in order. */
    private int better(int a, int b) {
        if (a == NONE || b == NONE) {
            return a == NONE ? b : a;
        }
        if (counts[a] != counts[b]) {
            return counts[a] > counts[b] ? a : b;
        }
        return compare(owners[a], vectors, a, b) < 0 ? a : b;
    }

    /** Forgets all rows of an owner. */
    public void clear(int owner) {
        for (int node = any(owner); node != NONE; node = any(owner)) {
            counts[node] = 0;
            root = remove(root, node);
            free(node);
        }
    }

    private void free(int node) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = node;
    }

    /** Shows every row of an owner with its count, in order; the visitor may change other owners. */
    public void forEach(int owner, Visitor visitor) {
        int[] nodes = new int[8];
        int count = 0;
        int[] stack = new int[64];
        int depth = 0;
        int node = root;
        while (node != NONE || depth > 0) {
            if (node == NONE) {
                node = stack[--depth];
                if (count == nodes.length) {
                    nodes = Arrays.copyOf(nodes, count * 2);
                }
                nodes[count++] = node;
                node = right[node];
                continue;
            }
            int order = Integer.compare(owner, owners[node]);
            if (order == 0) {
                if (depth == stack.length) {
                    stack = Arrays.copyOf(stack, depth * 2);
                }
                stack[depth++] = node;
                node = left[node];
            } else {
                node = order < 0 ? left[node] : right[node];
            }
        }
        for (int i = 0; i < count; i++) {
            visitor.visit(vectors[0], nodes[i], counts[nodes[i]]);
        }
    }

    /** Sees one row. */
    public interface Visitor {
        /** The first column, and the row in it and in all {@link #columns}. */
        void visit(Vector values, int row, long count);
    }

    private int any(int owner) {
        int node = root;
        while (node != NONE && owners[node] != owner) {
            node = owner < owners[node] ? left[node] : right[node];
        }
        return node;
    }

    /** The first column. */
    public Vector values() {
        return vectors[0];
    }

    /** All columns; shared, not to be changed. */
    public Vector[] columns() {
        return vectors;
    }

    private int find(int owner, Vector[] source, int row) {
        int node = root;
        while (node != NONE) {
            int order = compare(owner, source, row, node);
            if (order == 0) {
                return node;
            }
            node = order < 0 ? left[node] : right[node];
        }
        return NONE;
    }

    private int compare(int owner, Vector[] source, int row, int node) {
        int order = Integer.compare(owner, owners[node]);
        for (int c = 0; c < vectors.length && order == 0; c++) {
            boolean missing = vectors[c].isNull(node);
            order = source[c].isNull(row) || missing
                    ? Boolean.compare(missing, source[c].isNull(row))
                    : Order.compare(source[c], row, vectors[c], node);
            order = descending[c] ? -order : order;
        }
        return order;
    }

    private int create(int owner, Vector[] source, int row, long weight) {
        int node = freeCount > 0 ? free[--freeCount] : used++;
        if (node == owners.length) {
            int capacity = node * 2;
            owners = Arrays.copyOf(owners, capacity);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            priorities = Arrays.copyOf(priorities, capacity);
            counts = Arrays.copyOf(counts, capacity);
            totals = Arrays.copyOf(totals, capacity);
            frequent = Arrays.copyOf(frequent, capacity);
        }
        for (int c = 0; c < values.length; c++) {
            if (node == vectors[c].size()) {
                values[c].append(source[c], row);
            } else {
                values[c].set(node, source[c], row);
            }
        }
        owners[node] = owner;
        left[node] = NONE;
        right[node] = NONE;
        counts[node] = weight;
        totals[node] = weight;
        frequent[node] = node;
        seed ^= seed << 13;
        seed ^= seed >>> 7;
        seed ^= seed << 17;
        priorities[node] = (int) (seed >>> 32);
        return node;
    }

    /** Sums up a node anew from those right below it. */
    private int refresh(int tree) {
        int low = left[tree];
        int high = right[tree];
        totals[tree] = counts[tree] + (low == NONE ? 0 : totals[low]) + (high == NONE ? 0 : totals[high]);
        int best = tree;
        if (low != NONE && counts[frequent[low]] >= counts[best]) {
            best = frequent[low];
        }
        if (high != NONE && counts[frequent[high]] > counts[best]) {
            best = frequent[high];
        }
        frequent[tree] = best;
        return tree;
    }

    /** Sums up all nodes on the way to one whose count has changed. */
    private void refreshPath(int tree, int node) {
        if (tree != node) {
            boolean low = compare(owners[node], vectors, node, tree) < 0;
            refreshPath(low ? left[tree] : right[tree], node);
        }
        refresh(tree);
    }

    private int insert(int tree, int node) {
        if (tree == NONE) {
            return node;
        }
        if (compare(owners[node], vectors, node, tree) < 0) {
            left[tree] = insert(left[tree], node);
            return priorities[left[tree]] > priorities[tree] ? rotateRight(tree) : refresh(tree);
        }
        right[tree] = insert(right[tree], node);
        return priorities[right[tree]] > priorities[tree] ? rotateLeft(tree) : refresh(tree);
    }

    private int remove(int tree, int node) {
        if (tree == node) {
            return join(left[tree], right[tree]);
        }
        if (compare(owners[node], vectors, node, tree) < 0) {
            left[tree] = remove(left[tree], node);
        } else {
            right[tree] = remove(right[tree], node);
        }
        return refresh(tree);
    }

    private int join(int low, int high) {
        if (low == NONE || high == NONE) {
            return low == NONE ? high : low;
        }
        if (priorities[low] > priorities[high]) {
            right[low] = join(right[low], high);
            return refresh(low);
        }
        left[high] = join(low, left[high]);
        return refresh(high);
    }

    private int rotateRight(int tree) {
        int top = left[tree];
        left[tree] = right[top];
        right[top] = refresh(tree);
        return refresh(top);
    }

    private int rotateLeft(int tree) {
        int top = right[tree];
        right[tree] = left[top];
        left[top] = refresh(tree);
        return refresh(top);
    }

    public long bytes() {
        long sum = 36L * owners.length + 4L * free.length;
        for (Vector column : vectors) {
            sum += column.bytes();
        }
        return sum;
    }

    public long rows() {
        return (long) used - freeCount;
    }
}
