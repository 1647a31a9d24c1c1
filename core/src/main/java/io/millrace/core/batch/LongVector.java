package io.millrace.core.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link io.millrace.core.type.Storage#LONG}. */
public final class LongVector implements Vector, Vector.Writable {
    private long[] values;
    private boolean @Nullable [] nulls;
    private int size;

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

    /** True where a row is NULL, or null when no row is; at least as long as {@link #size}. */
    public boolean @Nullable [] nulls() {
        return nulls;
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

    @Override
    public void appendNull() {
        if (size == values.length) {
            grow(size + 1);
        }
        nullsForWriting()[size++] = true;
    }

    /** Replaces a row by a value that is not NULL. */
    public void set(int row, long value) {
        values[row] = value;
        if (nulls != null) {
            nulls[row] = false;
        }
    }

    public void setNull(int row) {
        nullsForWriting()[row] = true;
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

    /** The NULL flags, created if there are none yet; as long as the array of values. */
    public boolean[] nullsForWriting() {
        boolean[] flags = nulls;
        if (flags == null || flags.length < values.length) {
            flags = flags == null ? new boolean[values.length] : Arrays.copyOf(flags, values.length);
            nulls = flags;
        }
        return flags;
    }

    @Override
    public void append(Vector source, int row) {
        LongVector from = (LongVector) source.flat();
        if (from.isNull(row)) {
            appendNull();
        } else {
            append(from.values[row]);
        }
    }

    @Override
    public void append(Vector source, int[] rows, int from, int to) {
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), to - from);
            return;
        }
        LongVector origin = (LongVector) source;
        int count = to - from;
        reserve(count);
        long[] target = values;
        long[] taken = origin.values;
        int at = size;
        for (int i = from; i < to; i++) {
            target[at++] = taken[rows[i]];
        }
        boolean[] flags = origin.nulls;
        if (flags != null) {
            boolean[] own = nullsForWriting();
            at = size;
            for (int i = from; i < to; i++) {
                own[at++] = flags[rows[i]];
            }
        }
        size += count;
    }

    @Override
    public void append(Vector source, int from, int to) {
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), to - from);
            return;
        }
        LongVector origin = (LongVector) source;
        int count = to - from;
        reserve(count);
        System.arraycopy(origin.values, from, values, size, count);
        boolean[] flags = origin.nulls;
        if (flags != null) {
            System.arraycopy(flags, from, nullsForWriting(), size, count);
        }
        size += count;
    }

    private void appendRepeated(Vector value, int count) {
        reserve(count);
        if (value.isNull(0)) {
            Arrays.fill(nullsForWriting(), size, size + count, true);
        } else {
            Arrays.fill(values, size, size + count, ((LongVector) value).values[0]);
        }
        size += count;
    }

    @Override
    public void set(int row, Vector source, int sourceRow) {
        LongVector origin = (LongVector) source.flat();
        if (origin.isNull(sourceRow)) {
            setNull(row);
        } else {
            set(row, origin.values[sourceRow]);
        }
    }

    @Override
    public void truncate(int rows) {
        if (nulls != null) {
            Arrays.fill(nulls, rows, size, false);
        }
        size = rows;
    }

    @Override
    public void clear() {
        // Flags beyond the size are always false, so that appending needs to write none.
        if (nulls != null) {
            nulls = null;
        }
        size = 0;
    }

    private void reserve(int more) {
        if (size + more > values.length) {
            grow(size + more);
        }
    }

    private void grow(int atLeast) {
        values = Arrays.copyOf(values, Math.max(atLeast, values.length * 2));
        if (nulls != null) {
            nulls = Arrays.copyOf(nulls, values.length);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public Vector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return (long) values.length * Long.BYTES + (nulls == null ? 0 : nulls.length);
    }
}
