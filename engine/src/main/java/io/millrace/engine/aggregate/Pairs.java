package io.millrace.engine.aggregate;

import java.util.Arrays;

/** Which accumulators go into which, in order. */
final class Pairs {
    int[] into = new int[64];
    int[] from = new int[64];
    int count;

    void add(int target, int source) {
        if (count == into.length) {
            into = Arrays.copyOf(into, count * 2);
            from = Arrays.copyOf(from, count * 2);
        }
        into[count] = target;
        from[count++] = source;
    }
}
