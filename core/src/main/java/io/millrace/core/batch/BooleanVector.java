package io.millrace.core.batch;

import java.util.Arrays;

/** Values of {@link io.millrace.core.type.Storage#BOOLEAN}. */
public final class BooleanVector extends FlatVector {
    private boolean[] values;

    public BooleanVector(int capacity) {
        values = new boolean[Math.max(capacity, 8)];
    }

    /** Wraps an array without copying it; no row is NULL. */
    public BooleanVector(boolean[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /** The values; slots at and beyond {@link #size} and slots of NULL rows hold anything. */
    public boolean[] values() {
        return values;
    }

    public boolean get(int row) {
        return values[row];
    }

    public void append(boolean value) {
        int row = size;
        if (row == values.length) {
            grow(row + 1);
        }
        values[row] = value;
        size = row + 1;
    }

    /** Replaces a row by a value that is not NULL. */
    public void set(int row, boolean value) {
        values[row] = value;
        setPresent(row);
    }

    /**
     * Makes the vector exactly {@code rows} long, for a kernel that then fills {@link #values} (and, where a row is
     * NULL, {@link #nullsForWriting}) by index. No row is NULL afterwards; the values are whatever they were.
     */
    public boolean[] resize(int rows) {
        clear();
        if (rows > values.length) {
            values = new boolean[Math.max(rows, values.length * 2)];
        }
        size = rows;
        return values;
    }

    @Override
    int capacity() {
        return values.length;
    }

    @Override
    void enlarge(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    void appendValue(FlatVector source, int row) {
        append(((BooleanVector) source).values[row]);
    }

    @Override
    void gather(FlatVector source, int[] rows, int from, int to) {
        boolean[] target = values;
        boolean[] taken = ((BooleanVector) source).values;
        int at = size;
        for (int i = from; i < to; i++) {
            target[at++] = taken[rows[i]];
        }
    }

    @Override
    void copy(FlatVector source, int from, int to) {
        System.arraycopy(((BooleanVector) source).values, from, values, size, to - from);
    }

    @Override
    void repeat(FlatVector source, int count) {
        Arrays.fill(values, size, size + count, ((BooleanVector) source).values[0]);
    }

    @Override
    void setValue(int row, FlatVector source, int sourceRow) {
        set(row, ((BooleanVector) source).values[sourceRow]);
    }

    @Override
    public long bytes() {
        return (long) values.length + flagBytes();
    }
}
