package io.millrace.core.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Values of {@link io.millrace.core.type.Storage#DECIMAL}: unscaled 128-bit integers; the scale is the type's. */
public final class DecimalVector extends FlatVector {
    private long[] high;
    private long[] low;

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
        setPresent(row);
    }

    public void set(int row, BigInteger unscaled) {
        set(row, highOf(unscaled), unscaled.longValue());
    }

    /** Makes the vector exactly {@code rows} long with no NULL, for a kernel that fills it by index. */
    public void resize(int rows) {
        clear();
        reserve(rows);
        size = rows;
    }

    @Override
    int capacity() {
        return high.length;
    }

    @Override
    void enlarge(int capacity) {
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
    }

    @Override
    void appendValue(FlatVector source, int row) {
        DecimalVector from = (DecimalVector) source;
        append(from.high[row], from.low[row]);
    }

    @Override
    void gather(FlatVector source, int[] rows, int from, int to) {
        DecimalVector origin = (DecimalVector) source;
        int at = size;
        for (int i = from; i < to; i++) {
            high[at] = origin.high[rows[i]];
            low[at++] = origin.low[rows[i]];
        }
    }

    @Override
    void copy(FlatVector source, int from, int to) {
        DecimalVector origin = (DecimalVector) source;
        System.arraycopy(origin.high, from, high, size, to - from);
        System.arraycopy(origin.low, from, low, size, to - from);
    }

    @Override
    void repeat(FlatVector source, int count) {
        DecimalVector origin = (DecimalVector) source;
        Arrays.fill(high, size, size + count, origin.high[0]);
        Arrays.fill(low, size, size + count, origin.low[0]);
    }

    @Override
    void setValue(int row, FlatVector source, int sourceRow) {
        DecimalVector from = (DecimalVector) source;
        set(row, from.high[sourceRow], from.low[sourceRow]);
    }

    @Override
    public long bytes() {
        return (long) high.length * 16 + flagBytes();
    }
}
