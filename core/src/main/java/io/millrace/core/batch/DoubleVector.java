package io.millrace.core.batch;

import java.util.Arrays;

/** Values of {@link io.millrace.core.type.Storage#DOUBLE}. */
public final class DoubleVector extends FlatVector {
    private double[] values;

    public DoubleVector(int capacity) {
        values = new double[Math.max(capacity, 8)];
    }

    /** Wraps an array without copying it; no row is NULL. */
    public DoubleVector(double[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /** The values; slots at and beyond {@link #size} and slots of NULL rows hold anything. */
    public double[] values() {
        return values;
    }

    public double get(int row) {
        return values[row];
    }

    public void append(double value) {
        int row = size;
        if (row == values.length) {
            grow(row + 1);
        }
        values[row] = value;
        size = row + 1;
    }

    /** Replaces a row by a value that is not NULL. */
    public void set(int row, double value) {
        values[row] = value;
        setPresent(row);
    }

    /**
     * Makes the vector exactly {@code rows} long, for a kernel that then fills {@link #values} (and, where a row is
     * NULL, {@link #nullsForWriting}) by index. No row is NULL afterwards; the values are whatever they were.
     */
    public double[] resize(int rows) {
        clear();
        if (rows > values.length) {
            values = new double[Math.max(rows, values.length * 2)];
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
        append(((DoubleVector) source).values[row]);
    }

    @Override
    void gather(FlatVector source, int[] rows, int from, int to) {
        double[] target = values;
        double[] taken = ((DoubleVector) source).values;
        int at = size;
        for (int i = from; i < to; i++) {
            target[at++] = taken[rows[i]];
        }
    }

    @Override
    void copy(FlatVector source, int from, int to) {
        System.arraycopy(((DoubleVector) source).values, from, values, size, to - from);
    }

    @Override
    void repeat(FlatVector source, int count) {
        Arrays.fill(values, size, size + count, ((DoubleVector) source).values[0]);
    }

    @Override
    void setValue(int row, FlatVector source, int sourceRow) {
        set(row, ((DoubleVector) source).values[sourceRow]);
    }

    @Override
    public long bytes() {
        return (long) values.length * Double.BYTES + flagBytes();
    }
}
