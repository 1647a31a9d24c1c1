package io.millrace.engine.window;

import java.util.Arrays;

/** Ids by the ends of their windows, or other times, the earliest first; equal ends by id. A binary heap. */
public final class EndQueue {
    private long[] ends = new long[16];
    private int[] ids = new int[16];
    private int size;

    /** Whether there are no ids. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds an id. */
    public void add(long end, int id) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!isBefore(end, id, parent)) {
                break;
            }
            ends[at] = ends[parent];
            ids[at] = ids[parent];
            at = parent;
        }
        ends[at] = end;
        ids[at] = id;
    }

    /** The earliest end; there must be one. */
    public long firstEnd() {
        return ends[0];
    }

    /** Takes out the id with the earliest end. */
    public int remove() {
        int first = ids[0];
        long end = ends[--size];
        int id = ids[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(ends[child + 1], ids[child + 1], child)) {
                child++;
            }
            if (isBefore(end, id, child)) {
                break;
            }
            ends[at] = ends[child];
            ids[at] = ids[child];
            at = child;
        }
        ends[at] = end;
        ids[at] = id;
        return first;
    }

    private boolean isBefore(long end, int id, int other) {
        return end < ends[other] || (end == ends[other] && id < ids[other]);
    }

    /** Heap bytes held. */
    public long bytes() {
        return ends.length * 12L;
    }
}
