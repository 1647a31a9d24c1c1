package io.millrace.engine.rank;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The keys that an epoch touched, and the rows of each that came or went; a row may be there twice. */
final class ChangedRows {
    private static final int NONE = -1;

    private int[] keys = new int[16];
    private int keyCount;
    private boolean[] isTouched = new boolean[16];
    private int[] firsts = new int[16];
    private int[] rows = new int[16];
    private int[] next = new int[16];
    private int used;

    /** Makes all keys below {@code limit} usable. */
    void ensureKeys(int limit) {
        if (limit > isTouched.length) {
            isTouched = Arrays.copyOf(isTouched, Math.max(limit, isTouched.length * 2));
            firsts = Arrays.copyOf(firsts, isTouched.length);
        }
    }

    void touch(int key) {
        if (isTouched[key]) {
            return;
        }
        isTouched[key] = true;
        firsts[key] = NONE;
        if (keyCount == keys.length) {
            keys = Arrays.copyOf(keys, keyCount * 2);
        }
        keys[keyCount++] = key;
    }

    boolean isTouched(int key) {
        return key < isTouched.length && isTouched[key];
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
        return keyCount;
    }

    int key(int index) {
        return keys[index];
    }

    void forEach(int key, IntConsumer visitor) {
        for (int at = firsts[key]; at != NONE; at = next[at]) {
            visitor.accept(rows[at]);
        }
    }

    /** Shows the rows of a key a last time. */
    void forget(int key, IntConsumer visitor) {
        forEach(key, visitor);
        isTouched[key] = false;
    }

    /** Forgets everything; every key was forgotten before. */
    void clear() {
        keyCount = 0;
        used = 0;
    }
}
