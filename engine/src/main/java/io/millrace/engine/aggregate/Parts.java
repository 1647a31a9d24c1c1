package io.millrace.engine.aggregate;

import java.util.Arrays;

/** Numbers for the parts of sliding windows, in lists by key; numbers given back are taken again. */
final class Parts {
    private static final int NONE = -1;

    private long[] slices = new long[64];
    private int[] next = new int[64];
    private int used;
    private int free = NONE;

    /** A number for a part of this slice, before another one in its list. */
    int take(long slice, int following) {
        int part = free;
        if (part != NONE) {
            free = next[part];
        } else {
            part = used++;
            if (part == next.length) {
                next = Arrays.copyOf(next, part * 2);
                slices = Arrays.copyOf(slices, part * 2);
            }
        }
        slices[part] = slice;
        next[part] = following;
        return part;
    }

    /** Gives a number back. */
    void give(int part) {
        next[part] = free;
        free = part;
    }

    void link(int part, int following) {
        next[part] = following;
    }

    int next(int part) {
        return next[part];
    }

    long slice(int part) {
        return slices[part];
    }

    /** All numbers are below this. */
    int limit() {
        return used;
    }

    long bytes() {
        return 12L * next.length;
    }
}
