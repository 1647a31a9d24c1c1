package io.millrace.engine.rank;

import io.millrace.engine.table.TouchedIds;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The keys that an epoch touched, and the rows of each that came or went; a row may be there twice. */
final class ChangedRows {
    private static final int NONE = -1;

    private final TouchedIds keys = new TouchedIds();
    private int[] firsts = new int[16];
    private int[] rows = new int[16];
    private int[] next = new int[16];
    private int used;

    /** Makes all keys below {@code limit} usable. */
    void ensureKeys(int limit) {
        if (limit > firsts.length) {
            firsts = Arrays.copyOf(firsts, Math.max(limit, firsts.length * 2));
        }
    }

    void touch(int key) {
        if (!keys.contains(key)) {
            keys.touch(key);
            firsts[key] = NONE;
        }
    }

    boolean isTouched(int key) {
        return keys.contains(key);
    }

    void add(int key, int row) {
        touch(key);
        if (used == rows.length) {
            rows = Arrays.copyOf(rows, used * 2);
            next = Arrays.copyOf(next, used * 2);
        }
        rows[used] = row;
        next[used] = firsts[key];
        firsts[key] = used++;
    }

    int keyCount() {
        return keys.size();
    }

    int key(int index) {
        return keys.get(index);
    }

    void forEach(int key, IntConsumer visitor) {
        for (int at = firsts[key]; at != NONE; at = next[at]) {
            visitor.accept(rows[at]);
        }
    }

    /** Shows the rows of a key a last time. */
    void forget(int key, IntConsumer visitor) {
        forEach(key, visitor);
        keys.settle(key);
    }

    /** Forgets everything; every key was forgotten before. */
    void clear() {
        keys.clear();
        used = 0;
    }
}
