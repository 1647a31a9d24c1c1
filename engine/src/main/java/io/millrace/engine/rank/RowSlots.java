package io.millrace.engine.rank;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.Marks;
import io.millrace.core.type.Schema;
import java.util.Arrays;

/**
 * Where the values of rows are: each row has a slot, which is used again once the row is freed. Where checkpoints are made
 * each row has a number besides, by which rows that are alike keep their order. One thread at a time.
 */
final class RowSlots {
    private final Vector.Writable[] columns;
    private final Vector[] vectors;
    private int[] free = new int[16];
    private int freeCount;
    private int used;
    private Marks marks = Marks.OFF;
    private long[] numbers = {};
    private long taken;

    RowSlots(Schema schema) {
        columns = new Vector.Writable[schema.size()];
        vectors = new Vector[schema.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Vector.create(schema.type(c), 16);
            vectors[c] = columns[c].vector();
        }
    }

    /** Has checkpoints told of what changes; before there are rows. */
    void mark(Marks newMarks) {
        marks = newMarks;
    }

    Marks marks() {
        return marks;
    }

    /** Copies a row, with the next number; returns its slot. */
    int take(Vector[] source, int row) {
        return take(source, row, taken);
    }

    /** Copies a row that had a number before a restart. */
    int take(Vector[] source, int row, long number) {
        int slot = freeCount > 0 ? free[--freeCount] : used;
        taken = Math.max(taken, number + 1);
        if (marks.isOn()) {
            marks.touch(slot);
            numbers = slot < numbers.length ? numbers : Arrays.copyOf(numbers, Math.max(16, slot * 2));
            numbers[slot] = number;
        }
        for (int c = 0; c < columns.length; c++) {
            if (slot < used) {
                columns[c].set(slot, source[c], row);
            } else {
                columns[c].append(source[c], row);
            }
        }
        used = Math.max(used, slot + 1);
        return slot;
    }

    /** Lets another row have the slot of one. */
    void free(int slot) {
        marks.remove(slot);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
    }

    /** The values, by column and slot. */
    Vector[] values() {
        return vectors;
    }

    /** Only where checkpoints are made. */
    long number(int slot) {
        return numbers[slot];
    }

    /** Of two rows that are alike, whether the first was added before the second; only told where checkpoints are made. */
    boolean isOlder(int slot, int other) {
        return marks.isOn() && numbers[slot] < numbers[other];
    }

    /** All slots are below this. */
    int limit() {
        return used;
    }

    long bytes() {
        long sum = 4L * free.length + 8L * numbers.length;
        for (Vector vector : vectors) {
            sum += vector.bytes();
        }
        return sum;
    }

    long rows() {
        return (long) used - freeCount;
    }
}
