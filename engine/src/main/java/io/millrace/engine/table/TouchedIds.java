package io.millrace.engine.table;

import java.util.Arrays;

/**
 * The ids that the open epoch has touched, each once, in the order in which they were touched first. Ids are small numbers
 * such as a {@link KeyIndex} gives. One thread at a time.
 */
public final class TouchedIds {
    private boolean[] isTouched = new boolean[16];
    private int[] ids = new int[16];
    private int count;

    public void touch(int id) {
        if (id >= isTouched.length || !isTouched[id]) {
            add(id);
        }
    }

    private void add(int id) {
        if (id >= isTouched.length) {
            isTouched = Arrays.copyOf(isTouched, Math.max(id + 1, isTouched.length * 2));
        }
        isTouched[id] = true;
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = id;
    }

    /** Whether the id was touched, and not settled since. */
    public boolean contains(int id) {
        return id < isTouched.length && isTouched[id];
    }

    /** How many there are; they are numbered from 0. Those that were settled count too, until the list is cleared. */
    public int size() {
        return count;
    }

    public int get(int number) {
        return ids[number];
    }

    /** Says that an id has been dealt with: it counts as touched only when it is touched again. */
    public void settle(int id) {
        if (id < isTouched.length) {
            isTouched[id] = false;
        }
    }

    /** Forgets the list. Ids that were not settled still count as touched, so that touching them adds them to no list. */
    public void clear() {
        count = 0;
    }

    public long bytes() {
        return isTouched.length + 4L * ids.length;
    }
}
