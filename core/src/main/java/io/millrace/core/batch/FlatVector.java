package io.millrace.core.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values with one array slot a row: what all storages have in common, which is the size and which rows are NULL. */
public abstract sealed class FlatVector implements Vector, Vector.Writable
        permits BooleanVector, LongVector, DoubleVector, DecimalVector, BytesVector {
    /** Flags beyond the size are always false, so that appending needs to write none. */
    boolean @Nullable [] nulls;

    int size;

    FlatVector() {}

    /** How many rows fit into the arrays of values. */
    abstract int capacity();

    /** Makes the arrays of values longer; what they hold stays. */
    abstract void enlarge(int capacity);

    /** Adds row {@code row} of a vector of the same storage, which is not NULL. */
    abstract void appendValue(FlatVector source, int row);

    /** Writes the values of {@code rows[from..to)} behind the last row, whether NULL or not; there is room. */
    abstract void gather(FlatVector source, int[] rows, int from, int to);

    /** Writes the values of the rows {@code from..to} (exclusive) behind the last row, whether NULL or not; there is room. */
    abstract void copy(FlatVector source, int from, int to);

    /** Writes the value of row 0 behind the last row so many times, whether NULL or not; there is room. */
    abstract void repeat(FlatVector source, int count);

    /** Replaces a row by row {@code sourceRow} of a vector of the same storage, which is not NULL. */
    abstract void setValue(int row, FlatVector source, int sourceRow);

    /** True where a row is NULL, or null when no row is; at least as long as {@link #size}. */
    public final boolean @Nullable [] nulls() {
        return nulls;
    }

    /** The NULL flags, created if there are none yet; as long as the arrays of values. */
    public final boolean[] nullsForWriting() {
        boolean[] flags = nulls;
        if (flags == null) {
            flags = new boolean[capacity()];
            nulls = flags;
        }
        return flags;
    }

    @Override
    public void appendNull() {
        reserve(1);
        nullsForWriting()[size++] = true;
    }

    public void setNull(int row) {
        nullsForWriting()[row] = true;
    }

    @Override
    public final void append(Vector source, int row) {
        FlatVector origin = source instanceof ConstantVector constant ? constant.value() : (FlatVector) source;
        int from = source == origin ? row : 0;
        if (origin.isNull(from)) {
            appendNull();
        } else {
            appendValue(origin, from);
        }
    }

    @Override
    public final void append(Vector source, int[] rows, int from, int to) {
        int count = to - from;
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), count);
            return;
        }
        FlatVector origin = (FlatVector) source;
        reserve(count);
        gather(origin, rows, from, to);
        boolean[] flags = origin.nulls;
        if (flags != null) {
            boolean[] own = nullsForWriting();
            int at = size;
            for (int i = from; i < to; i++) {
                own[at++] = flags[rows[i]];
            }
        }
        size += count;
    }

    @Override
    public final void append(Vector source, int from, int to) {
        int count = to - from;
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), count);
            return;
        }
        FlatVector origin = (FlatVector) source;
        reserve(count);
        copy(origin, from, to);
        boolean[] flags = origin.nulls;
        if (flags != null) {
            System.arraycopy(flags, from, nullsForWriting(), size, count);
        }
        size += count;
    }

    private void appendRepeated(FlatVector value, int count) {
        reserve(count);
        repeat(value, count);
        if (value.isNull(0)) {
            Arrays.fill(nullsForWriting(), size, size + count, true);
        }
        size += count;
    }

    @Override
    public final void set(int row, Vector source, int sourceRow) {
        FlatVector origin = source instanceof ConstantVector constant ? constant.value() : (FlatVector) source;
        int from = source == origin ? sourceRow : 0;
        if (origin.isNull(from)) {
            setNull(row);
        } else {
            setValue(row, origin, from);
        }
    }

    /** A row that was written is not NULL. */
    final void setPresent(int row) {
        if (nulls != null) {
            nulls[row] = false;
        }
    }

    @Override
    public final void truncate(int rows) {
        if (nulls != null) {
            Arrays.fill(nulls, rows, size, false);
        }
        size = rows;
    }

    @Override
    public void clear() {
        nulls = null;
        size = 0;
    }

    final void reserve(int more) {
        if (size + more > capacity()) {
            grow(size + more);
        }
    }

    final void grow(int atLeast) {
        int capacity = Math.max(atLeast, capacity() * 2);
        enlarge(capacity);
        if (nulls != null) {
            nulls = Arrays.copyOf(nulls, capacity);
        }
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public final boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public final FlatVector flat() {
        return this;
    }

    final long flagBytes() {
        return nulls == null ? 0 : nulls.length;
    }
}
