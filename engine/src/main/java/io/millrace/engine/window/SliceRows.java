package io.millrace.engine.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Sorts the rows of one batch by the slice they go to. Reused from batch to batch. */
final class SliceRows {
    private final Map<Target, Integer> groups = new HashMap<>();
    private Target[] targets = new Target[8];
    private int[][] rows = new int[8][];
    private int[] counts = new int[8];
    private int used;
    private int lastGroup;
    private int capacity;

    /** A slice and the end of the first window that may have the rows. */
    record Target(long slice, long minimumEnd) {}

    /** Takes the rows of one slice. */
    interface Visitor {
        void visit(long slice, long minimumEnd, int[] rows, int count);
    }

    void begin(int size) {
        groups.clear();
        used = 0;
        lastGroup = -1;
        capacity = size;
    }

    void add(long slice, long minimumEnd, int row) {
        int group = lastGroup;
        if (group < 0 || targets[group].slice != slice || targets[group].minimumEnd != minimumEnd) {
            group = groups.computeIfAbsent(new Target(slice, minimumEnd), this::create);
            lastGroup = group;
        }
        if (counts[group] == rows[group].length) {
            rows[group] = Arrays.copyOf(rows[group], Math.max(16, Math.min(capacity, counts[group] * 2)));
        }
        rows[group][counts[group]++] = row;
    }

    private int create(Target target) {
        if (used == targets.length) {
            targets = Arrays.copyOf(targets, used * 2);
            rows = Arrays.copyOf(rows, used * 2);
            counts = Arrays.copyOf(counts, used * 2);
        }
        if (rows[used] == null) {
            rows[used] = new int[16];
        }
        targets[used] = target;
        counts[used] = 0;
        return used++;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < used; i++) {
            visitor.visit(targets[i].slice, targets[i].minimumEnd, rows[i], counts[i]);
        }
    }
}
