package io.millrace.engine.timejoin;

import io.millrace.engine.table.Hashes;
import java.util.Arrays;

/**
 * The rows of each key in the order of time; rows of equal time in the order in which they were added. Each key has a
 * list of its rows and a treap to find places in it: adding, finding and removing the first take O(log n) of the key's
 * rows, and adding at the end of the list is quick. Only the first row of a key can be removed. Rows and keys are dense
 * ids. One thread at a time.
 */
final class TimeLists {
    static final int NONE = -1;

    /** By key: ids of rows, plus one, so that fresh arrays mean empty lists. */
    private int[] roots = new int[16];

    private int[] firsts = new int[16];
    private int[] lasts = new int[16];

    /** By row: ids of rows, plus one. */
    private int[] earlier = new int[16];

    private int[] later = new int[16];
    private int[] next = new int[16];
    private long[] times = new long[16];

    void add(int key, int row, long time) {
        reserve(key, row);
        times[row] = time;
        int last = lasts[key];
        int before = last == 0 || times[last - 1] <= time ? last - 1 : floor(key, time);
        if (before == NONE) {
            next[row] = firsts[key];
            firsts[key] = row + 1;
        } else {
            next[row] = next[before];
            next[before] = row + 1;
        }
        if (before == last - 1) {
            lasts[key] = row + 1;
        }
        plant(key, row, time);
    }

    private void reserve(int key, int row) {
        if (key >= roots.length) {
            int capacity = Math.max(key + 1, roots.length * 2);
            roots = Arrays.copyOf(roots, capacity);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
        }
        if (row >= next.length) {
            int capacity = Math.max(row + 1, next.length * 2);
            earlier = Arrays.copyOf(earlier, capacity);
            later = Arrays.copyOf(later, capacity);
            next = Arrays.copyOf(next, capacity);
            times = Arrays.copyOf(times, capacity);
        }
    }

    /** Puts a row into the treap, above the first row on its way that ranks lower. */
    private void plant(int key, int row, long time) {
        int node = roots[key];
        int parent = NONE;
        boolean after = false;
        while (node != 0 && rank(node - 1) >= rank(row)) {
            parent = node - 1;
            after = times[parent] <= time;
            node = after ? later[parent] : earlier[parent];
        }
        if (parent == NONE) {
            roots[key] = row + 1;
        } else if (after) {
            later[parent] = row + 1;
        } else {
            earlier[parent] = row + 1;
        }
        split(node, row, time);
    }

    /** Shares a subtree out to both sides of a row that takes its place. */
    private void split(int subtree, int row, long time) {
        int node = subtree;
        int low = NONE;
        int high = NONE;
        earlier[row] = 0;
        later[row] = 0;
        while (node != 0) {
            int each = node - 1;
            if (times[each] <= time) {
                if (low == NONE) {
                    earlier[row] = node;
                } else {
                    later[low] = node;
                }
                low = each;
                node = later[each];
            } else {
                if (high == NONE) {
                    later[row] = node;
                } else {
                    earlier[high] = node;
                }
                high = each;
                node = earlier[each];
            }
        }
        if (low != NONE) {
            later[low] = 0;
        }
        if (high != NONE) {
            earlier[high] = 0;
        }
    }

    private static int rank(int row) {
        return (int) Hashes.mix(row);
    }

    /** The first row of a key, or {@link #NONE}. */
    int first(int key) {
        return key < firsts.length ? firsts[key] - 1 : NONE;
    }

    /** The row of the same key behind this one, or {@link #NONE}. */
    int next(int row) {
        return next[row] - 1;
    }

    long time(int row) {
        return times[row];
    }

    /** The last row of a key that is not later than a time, or {@link #NONE}. */
    int floor(int key, long time) {
        int found = NONE;
        int node = key < roots.length ? roots[key] : 0;
        while (node != 0) {
            int each = node - 1;
            if (times[each] <= time) {
                found = each;
                node = later[each];
            } else {
                node = earlier[each];
            }
        }
        return found;
    }

    /** The first row of a key that is not earlier than a time, or {@link #NONE}. */
    int ceiling(int key, long time) {
        int found = NONE;
        int node = key < roots.length ? roots[key] : 0;
        while (node != 0) {
            int each = node - 1;
            if (times[each] >= time) {
                found = each;
                node = earlier[each];
            } else {
                node = later[each];
            }
        }
        return found;
    }

    /** Removes the first row of a key; there must be one. */
    int removeFirst(int key) {
        int row = firsts[key] - 1;
        int parent = NONE;
        for (int node = roots[key]; node != row + 1; node = earlier[parent]) {
            parent = node - 1;
        }
        if (parent == NONE) {
            roots[key] = later[row];
        } else {
            earlier[parent] = later[row];
        }
        firsts[key] = next[row];
        if (next[row] == 0) {
            lasts[key] = 0;
        }
        return row;
    }

    boolean isEmpty(int key) {
        return key >= firsts.length || firsts[key] == 0;
    }

    long bytes() {
        return 12L * roots.length + 20L * next.length;
    }
}
