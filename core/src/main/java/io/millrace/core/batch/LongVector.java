package io.millrace.core.batch;

import java.util.Arrays;

/** Values of {@link io.millrace.core.type.Storage#LONG}. */
public final class LongVector extends FlatVector {
    private long[] values;

    public LongVector(int capacity) {
        values = new long[Math.max(capacity, 8)];
    }

    /** Wraps an array without copying it; no row is NULL. */
    public LongVector(long[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /** The values; slots at and beyond {@link #size} and slots of NULL rows hold anything. */
    public long[] values() {
        return values;
    }

    public long get(int row) {
        return values[row];
    }

    public void append(long value) {
        int row = size;
        if (row == values.length) {
            grow(row + 1);
        }
        values[row] = value;
        size = row + 1;
    }

    /** Replaces a row by a value that is not NULL. */
    public void set(int row, long value) {
        values[row] = value;
        setPresent(row);
    }

    /**
     * Makes the vector exactly {@code rows} long, for a kernel that then fills {@link #values} (and, where a row is
     * NULL, {@link #nullsForWriting}) by index. No row is NULL afterwards; the values are whatever they were.
     */
    public long[] resize(int rows) {
        clear();
        if (rows > values.length) {
            values = new long[Math.max(rows, values.length * 2)];
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
        append(((LongVector) source).values[row]);
    }

    @Override
    void gather(FlatVector source, int[] rows, int from, int to) {
        long[] target = values;
        long[] taken = ((LongVector) source).values;
        int at = size;
        for (int i = from; i < to; i++) {
            target[at++] = taken[rows[i]];
        }
    }

    @Override
    void copy(FlatVector source, int from, int to) {
        System.arraycopy(((LongVector) source).values, from, values, size, to - from);
    }

    @Override
    void repeat(FlatVector source, int count) {
        Arrays.fill(values, size, size + count, ((LongVector) source).values[0]);
    }

    @Override
    void setValue(int row, FlatVector source, int sourceRow) {
        set(row, ((LongVector) source).values[sourceRow]);
    }

    @Override
    public long bytes() {
        return (long) values.length * Long.BYTES + flagBytes();
    }
}
