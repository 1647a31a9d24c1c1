package io.millrace.engine.match;

import java.util.Arrays;

/**
 * Partial or whole matches of one key: each has a state of the automaton, a path of rows, and the row it began with. In
 * the order of those rows; those that began with the same row in the order of preference.
 */
final class Attempts {
    private int[] states = new int[4];
    private int[] paths = new int[4];
    private long[] starts = new long[4];
    private long[] times = new long[4];
    private int from;
    private int to;

    int size() {
        return to - from;
    }

    int state(int index) {
        return states[from + index];
    }

    int path(int index) {
        return paths[from + index];
    }

    /** The number of the row it began with. */
    long start(int index) {
        return starts[from + index];
    }

    /** The event time of the row it began with. */
    long time(int index) {
        return times[from + index];
    }

    /** Adds one behind all that began no later. */
    void add(int state, int path, long start, long time) {
        if (to == states.length) {
            reserve();
        }
        int at = to++;
        while (at > from && starts[at - 1] > start) {
            states[at] = states[at - 1];
            paths[at] = paths[at - 1];
            starts[at] = starts[at - 1];
            times[at] = times[at - 1];
            at--;
        }
        states[at] = state;
        paths[at] = path;
        starts[at] = start;
        times[at] = time;
    }

    private void reserve() {
        int size = to - from;
        int capacity = size * 2 > states.length ? states.length * 2 : states.length;
        states = Arrays.copyOfRange(states, from, from + capacity);
        paths = Arrays.copyOfRange(paths, from, from + capacity);
        starts = Arrays.copyOfRange(starts, from, from + capacity);
        times = Arrays.copyOfRange(times, from, from + capacity);
        from = 0;
        to = size;
    }

    /** Takes out the first one; returns its path. */
    int removeFirst() {
        int path = paths[from++];
        if (from == to) {
            clear();
        }
        return path;
    }

    void clear() {
        from = 0;
        to = 0;
    }

    long bytes() {
        return 24L * states.length;
    }
}
