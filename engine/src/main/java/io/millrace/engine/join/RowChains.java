package io.millrace.engine.join;

import java.util.Arrays;

/** The rows of each key as a list that is linked both ways, the newest first. One thread at a time. */
final class RowChains {
    static final int NONE = -1;

    /** Row ids are kept as id + 1, so that a fresh array means empty lists. */
    private int[] heads = new int[16];

    private int[] next = new int[16];
    private int[] previous = new int[16];
    private int[] keys = new int[16];

    void link(int row, int key) {
        if (row >= next.length) {
            int capacity = Math.max(row + 1, next.length * 2);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
            keys = Arrays.copyOf(keys, capacity);
        }
        if (key >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(key + 1, heads.length * 2));
        }
        int first = heads[key];
        next[row] = first;
        previous[row] = 0;
        keys[row] = key;
        if (first != 0) {
            previous[first - 1] = row + 1;
        }
        heads[key] = row + 1;
    }

    void unlink(int row) {
        int before = previous[row];
        int after = next[row];
        if (before == 0) {
            heads[keys[row]] = after;
        } else {
            next[before - 1] = after;
        }
        if (after != 0) {
            previous[after - 1] = before;
        }
    }

    /** The first row of a key, or {@link #NONE}. */
    int first(int key) {
        return key < heads.length ? heads[key] - 1 : NONE;
    }

    /** The row of the same key behind this one, or {@link #NONE}. */
    int next(int row) {
        return next[row] - 1;
    }

    /** The key a row was linked to. */
    int key(int row) {
        return keys[row];
    }

    long bytes() {
        return 4L * heads.length + 12L * next.length;
    }
}
