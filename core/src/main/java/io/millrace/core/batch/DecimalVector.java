package io.millrace.core.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link io.millrace.core.type.Storage#DECIMAL}: unscaled 128-bit integers; the scale is the type's. */
public final class DecimalVector implements Vector, Vector.Writable {
    private long[] high;
    private long[] low;
    private boolean @Nullable [] nulls;
    private int size;

    public DecimalVector(int capacity) {
        high = new long[Math.max(capacity, 8)];
        low = new long[high.length];
    }

    /** The upper 64 bits, signed. */
    public long[] high() {
        return high;
    }

    /** The lower 64 bits, unsigned. */
    public long[] low() {
        return low;
    }

    /** True where a row is NULL, or null when no row is. */
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    /** The unscaled value. */
    public BigInteger unscaled(int row) {
        return toBigInteger(high[row], low[row]);
    }

    /** The value with the given scale. */
    public BigDecimal get(int row, int scale) {
        long top = high[row];
        long bottom = low[row];
        return top == bottom >> 63
                ? BigDecimal.valueOf(bottom, scale)
                : new BigDecimal(toBigInteger(top, bottom), scale);
    }

    private static BigInteger toBigInteger(long top, long bottom) {
        if (top == bottom >> 63) {
            return BigInteger.valueOf(bottom);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (top >>> 56 - 8 * i);
            bytes[8 + i] = (byte) (bottom >>> 56 - 8 * i);
        }
        return new BigInteger(bytes);
    }

    public void append(long top, long bottom) {
        reserve(1);
        high[size] = top;
        low[size++] = bottom;
    }

    /** Adds an unscaled value of at most 127 bits and a sign. */
    public void append(BigInteger unscaled) {
        append(highOf(unscaled), unscaled.longValue());
    }

    /** The upper 64 bits of a value of at most 127 bits and a sign. */
    public static long highOf(BigInteger unscaled) {
        return unscaled.bitLength() < 64
                ? unscaled.longValue() >> 63
                : unscaled.shiftRight(64).longValue();
    }

    public void set(int row, long top, long bottom) {
        high[row] = top;
        low[row] = bottom;
        if (nulls != null) {
            nulls[row] = false;
        }
    }

    public void set(int row, BigInteger unscaled) {
        set(row, highOf(unscaled), unscaled.longValue());
    }

    public void setNull(int row) {
        nullsForWriting()[row] = true;
    }

    /** Makes the vector exactly {@code rows} long with no NULL, for a kernel that fills it by index. */
    public void resize(int rows) {
        clear();
        reserve(rows);
        size = rows;
    }

    public boolean[] nullsForWriting() {
        boolean[] flags = nulls;
        if (flags == null) {
            flags = new boolean[high.length];
            nulls = flags;
        }
        return flags;
    }

    @Override
    public void appendNull() {
        reserve(1);
        nullsForWriting()[size++] = true;
    }

    @Override
    public void append(Vector source, int row) {
        DecimalVector from = (DecimalVector) source.flat();
        if (from.isNull(row)) {
            appendNull();
        } else {
            append(from.high[row], from.low[row]);
        }
    }

    @Override
    public void append(Vector source, int[] rows, int from, int to) {
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), to - from);
            return;
        }
        Vector origin = source;
        for (int i = from; i < to; i++) {
            append(origin, rows[i]);
        }
    }

    @Override
    public void append(Vector source, int from, int to) {
        if (source instanceof ConstantVector constant) {
            appendRepeated(constant.value(), to - from);
            return;
        }
        Vector origin = source;
        for (int i = from; i < to; i++) {
            append(origin, i);
        }
    }

    private void appendRepeated(Vector value, int count) {
        for (int i = 0; i < count; i++) {
            append(value, 0);
        }
    }

    @Override
    public void set(int row, Vector source, int sourceRow) {
        DecimalVector from = (DecimalVector) source.flat();
        if (from.isNull(sourceRow)) {
            setNull(row);
        } else {
            set(row, from.high[sourceRow], from.low[sourceRow]);
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
        nulls = null;
        size = 0;
    }

    private void reserve(int more) {
        if (size + more > high.length) {
            int capacity = Math.max(size + more, high.length * 2);
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, capacity);
            }
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
        return (long) high.length * 16 + (nulls == null ? 0 : nulls.length);
    }
}
