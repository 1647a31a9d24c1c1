package io.millrace.engine.match;

import java.util.Arrays;

/** When partial matches are over, in the order in which they began, which is that in which they end. */
final class ExpiryQueue {
    private long[] began = new long[16];
    private long[] due = new long[16];
    private int[] keys = new int[16];
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds one that began no earlier than all others. */
    void add(long start, long end, int key) {
        if (size == began.length) {
            began = straightened(began);
            due = straightened(due);
            int[] moved = Arrays.copyOf(Arrays.copyOfRange(keys, first, size), size * 2);
            System.arraycopy(keys, 0, moved, size - first, first);
            keys = moved;
            first = 0;
        }
        int at = (first + size++) % began.length;
        began[at] = start;
        due[at] = end;
        keys[at] = key;
    }

    private long[] straightened(long[] ring) {
        long[] moved = Arrays.copyOf(Arrays.copyOfRange(ring, first, size), size * 2);
        System.arraycopy(ring, 0, moved, size - first, first);
        return moved;
    }

    long firstBegan() {
        return began[first];
    }

    long firstDue() {
        return due[first];
    }

    /** Takes out the first one; returns its key. */
    int remove() {
        int key = keys[first];
        first = (first + 1) % began.length;
        size--;
        return key;
    }

    long bytes() {
        return 20L * began.length;
    }
}
