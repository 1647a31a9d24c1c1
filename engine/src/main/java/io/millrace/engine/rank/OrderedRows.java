package io.millrace.engine.rank;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;
import java.util.Arrays;

/**
 * Rows of many keys, in order within each key: add, remove, find by position and say the position, each in O(log n) for a
 * key of n rows. A treap a key, all of them in plain arrays; a row is known by its slot, which is used again once the
 * row is freed. Rows that are alike stay in the order in which they were added. One thread at a time.
 */
final class OrderedRows {
    static final int NONE = -1;

    private final RowOrder order;
    private final RowSlots slots;
    private final Vector[] vectors;
    private Summary summary = (row, left, right) -> {};
    private int[] left = new int[16];
    private int[] right = new int[16];
    private int[] parent = new int[16];
    private int[] priorities = new int[16];
    private int[] sizes = new int[16];
    private int[] roots = new int[16];
    private int[] lasts = new int[16];
    private long seed = 0x2545_F491_4F6C_DD1DL;

    /** Keeps something about each row and all rows below it in its tree. */
    interface Summary {
        /** What is below a row has changed; {@code left} and {@code right} are rows, or {@link #NONE}. */
        void update(int row, int left, int right);
    }

    /** Something that holds for the first rows of a key and for none after them. */
    interface Prefix {
        boolean holds(int row);
    }

    OrderedRows(Schema schema, RowOrder order) {
        this.order = order;
        slots = new RowSlots(schema);
        vectors = slots.values();
        Arrays.fill(roots, NONE);
        Arrays.fill(lasts, NONE);
    }

    /** Sets what is kept besides; before any row is added. */
    void summarize(Summary newSummary) {
        summary = newSummary;
    }

    /** Where the rows are. */
    RowSlots slots() {
        return slots;
    }

    /** What is known of a row besides its values is about to change. */
    void touch(int row) {
        slots.marks().touch(row);
    }

    int priority(int row) {
        return priorities[row];
    }

    /** Makes all keys below {@code limit} usable. */
    void ensureKeys(int limit) {
        int before = roots.length;
        if (limit > before) {
            roots = Arrays.copyOf(roots, Math.max(limit, before * 2));
            lasts = Arrays.copyOf(lasts, roots.length);
            Arrays.fill(roots, before, roots.length, NONE);
            Arrays.fill(lasts, before, roots.length, NONE);
        }
    }

    /** The values of all rows, by column and slot. */
    Vector[] values() {
        return vectors;
    }

    /** All slots are below this. */
    int limit() {
        return slots.limit();
    }

    int size(int key) {
        return roots[key] == NONE ? 0 : sizes[roots[key]];
    }

    /** The row at the top of a key's tree, for walks down with {@link #left} and {@link #right}; or {@link #NONE}. */
    int root(int key) {
        return roots[key];
    }

    int left(int row) {
        return left[row];
    }

    int right(int row) {
        return right[row];
    }

    /** How many rows a tree has whose top is {@code row}. */
    int treeSize(int row) {
        return row == NONE ? 0 : sizes[row];
    }

    /** A key's last row, or {@link #NONE}. */
    int last(int key) {
        return lasts[key];
    }

    /** Adds a copy of a row, after those that are alike. */
    int add(int key, Vector[] source, int row) {
        seed ^= seed << 13;
        seed ^= seed >>> 7;
        seed ^= seed << 17;
        return add(key, source, row, (int) (seed >>> 32));
    }

    /**
     * Adds a copy of a row, after those that are alike.
     *
     * @param priority scattered at random; the shape of the tree follows from the priorities of its rows alone
     */
    int add(int key, Vector[] source, int row, int priority) {
        return insert(key, slots.take(source, row), priority);
    }

    /** Adds a copy of the only row of {@code source} where it was in the order before a restart. */
    int restore(int key, Vector[] source, int priority, long number) {
        return insert(key, slots.take(source, 0, number), priority);
    }

    private boolean isBefore(int row, int other) {
        int compared = order.compare(vectors, row, vectors, other);
        return compared < 0 || compared == 0 && slots.isOlder(row, other);
    }

    private int insert(int key, int slot, int priority) {
        int above = NONE;
        int at = roots[key];
        boolean goesLeft = false;
        boolean isLast = true;
        while (at != NONE) {
            above = at;
            goesLeft = isBefore(slot, at);
            isLast &= !goesLeft;
            at = goesLeft ? left[at] : right[at];
        }
        reserve(slot);
        left[slot] = NONE;
        right[slot] = NONE;
        parent[slot] = above;
        priorities[slot] = priority;
        if (above == NONE) {
            roots[key] = slot;
        } else if (goesLeft) {
            left[above] = slot;
        } else {
            right[above] = slot;
        }
        if (isLast) {
            lasts[key] = slot;
        }
        refresh(slot);
        while (parent[slot] != NONE && priorities[parent[slot]] < priority) {
            rotateUp(key, slot);
        }
        refreshUp(slot);
        return slot;
    }

    private void reserve(int slot) {
        if (slot == left.length) {
            int capacity = slot * 2;
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            parent = Arrays.copyOf(parent, capacity);
            priorities = Arrays.copyOf(priorities, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
    }

    /** Takes a row out of its key's order; its values stay until {@link #free}. */
    void remove(int key, int row) {
        if (lasts[key] == row) {
            lasts[key] = previous(row);
        }
        while (left[row] != NONE || right[row] != NONE) {
            boolean liftLeft =
                    right[row] == NONE || left[row] != NONE && priorities[left[row]] > priorities[right[row]];
            rotateUp(key, liftLeft ? left[row] : right[row]);
        }
        int above = parent[row];
        if (above == NONE) {
            roots[key] = NONE;
        } else if (left[above] == row) {
            left[above] = NONE;
        } else {
            right[above] = NONE;
        }
        refreshUp(above);
    }

    /** Lets another row have the slot of one that was removed. */
    void free(int row) {
        slots.free(row);
    }

    private void rotateUp(int key, int row) {
        int above = parent[row];
        int top = parent[above];
        if (left[above] == row) {
            attach(above, true, right[row]);
            right[row] = above;
        } else {
            attach(above, false, left[row]);
            left[row] = above;
        }
        parent[above] = row;
        parent[row] = top;
        if (top == NONE) {
            roots[key] = row;
        } else if (left[top] == above) {
            left[top] = row;
        } else {
            right[top] = row;
        }
        refresh(above);
        refresh(row);
    }

    private void attach(int above, boolean onLeft, int row) {
        if (onLeft) {
            left[above] = row;
        } else {
            right[above] = row;
        }
        if (row != NONE) {
            parent[row] = above;
        }
    }

    private void refresh(int row) {
        sizes[row] = 1 + treeSize(left[row]) + treeSize(right[row]);
        summary.update(row, left[row], right[row]);
    }

    /** Says that what is kept about a row has changed. */
    void refreshUp(int row) {
        for (int at = row; at != NONE; at = parent[at]) {
            refresh(at);
        }
    }

    /** The last row of a key that is alike in every value, or {@link #NONE}. */
    int find(int key, Vector[] source, int row) {
        int found = NONE;
        int at = roots[key];
        while (at != NONE) {
            int compared = order.compare(source, row, vectors, at);
            if (compared == 0) {
                found = at;
            }
            at = compared < 0 ? left[at] : right[at];
        }
        return found;
    }

    /** A key's row at a position from 0. */
    int at(int key, int position) {
        int row = roots[key];
        int rest = position;
        while (true) {
            int before = treeSize(left[row]);
            if (rest == before) {
                return row;
            }
            if (rest < before) {
                row = left[row];
            } else {
                rest -= before + 1;
                row = right[row];
            }
        }
    }

    /** The position of a row in its key, from 0. */
    int position(int row) {
        int position = treeSize(left[row]);
        for (int at = row; parent[at] != NONE; at = parent[at]) {
            if (right[parent[at]] == at) {
                position += treeSize(left[parent[at]]) + 1;
            }
        }
        return position;
    }

    /** How many of a key's first rows something holds for. */
    int count(int key, Prefix prefix) {
        int count = 0;
        int at = roots[key];
        while (at != NONE) {
            if (prefix.holds(at)) {
                count += treeSize(left[at]) + 1;
                at = right[at];
            } else {
                at = left[at];
            }
        }
        return count;
    }

    /** The position of the first of a row's peers. */
    int firstPeer(int key, int row) {
        return count(key, other -> order.comparePeers(vectors, other, vectors, row) < 0);
    }

    /** The position behind the last of a row's peers. */
    int behindPeers(int key, int row) {
        return count(key, other -> order.comparePeers(vectors, other, vectors, row) <= 0);
    }

    boolean arePeers(int row, int other) {
        return order.comparePeers(vectors, row, vectors, other) == 0;
    }

    /** Compares a row from elsewhere with one here. */
    int compare(Vector[] source, int row, int here) {
        return order.compare(source, row, vectors, here);
    }

    /** Compares by the sort columns alone; 0 for peers. */
    int comparePeers(Vector[] source, int row, int here) {
        return order.comparePeers(source, row, vectors, here);
    }

    /** The row after, or {@link #NONE}. */
    int next(int row) {
        if (right[row] == NONE) {
            int at = row;
            while (parent[at] != NONE && right[parent[at]] == at) {
                at = parent[at];
            }
            return parent[at];
        }
        int at = right[row];
        while (left[at] != NONE) {
            at = left[at];
        }
        return at;
    }

    /** The row before, or {@link #NONE}. */
    int previous(int row) {
        if (left[row] == NONE) {
            int at = row;
            while (parent[at] != NONE && left[parent[at]] == at) {
                at = parent[at];
            }
            return parent[at];
        }
        int at = left[row];
        while (right[at] != NONE) {
            at = right[at];
        }
        return at;
    }

    public long bytes() {
        return 20L * left.length + 8L * roots.length + slots.bytes();
    }

    public long rows() {
        return slots.rows();
    }
}
