package io.millrace.core.state;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateOutput} wrote, in the same order. One thread at a time. */
public final class StateInput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data;
    private int position;
    private int end;

    public StateInput(byte[] data) {
        this(data, 0, data.length);
    }

    /** Reads {@code length} bytes from {@code offset} on. */
    public StateInput(byte[] data, int offset, int length) {
        this.data = data;
        this.position = offset;
        this.end = offset + length;
    }

    /** Reads other bytes from now on. */
    public void reset(byte[] newData, int offset, int length) {
        data = newData;
        position = offset;
        end = offset + length;
    }

    /** Says that what was written ends before it should, or holds what it never would. */
    public static final class DamagedStateException extends RuntimeException {
        public DamagedStateException(String message) {
            super(message);
        }
    }

    public boolean hasMore() {
        return position < end;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    private int advance(long count) {
        if (count < 0 || count > end - position) {
            throw new DamagedStateException("what was written ends too early");
        }
        int at = position;
        position += (int) count;
        return at;
    }

    public int readByte() {
        return data[advance(1)];
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    public int readInt() {
        return (int) INTS.get(data, advance(Integer.BYTES));
    }

    public long readLong() {
        return (long) LONGS.get(data, advance(Long.BYTES));
    }

    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    public long readNumber() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long part = readByte();
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new DamagedStateException("a number has no end");
    }

    /** A {@link #readNumber number} that counts what follows or is kept in memory. */
    public int readCount() {
        long count = readNumber();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new DamagedStateException("a count is out of range");
        }
        return (int) count;
    }

    public long readSigned() {
        long value = readNumber();
        return value >>> 1 ^ -(value & 1);
    }

    public byte[] readBytes() {
        int count = readCount();
        int at = advance(count);
        return Arrays.copyOfRange(data, at, at + count);
    }

    /** Passes so many bytes over; returns where in {@link #data} they begin. */
    public int skip(int count) {
        return advance(count);
    }

    /** What is read from. */
    public byte[] data() {
        return data;
    }

    public String readText() {
        int count = readCount();
        return new String(data, advance(count), count, StandardCharsets.UTF_8);
    }

    public void readLongs(long[] into, int from, int to) {
        int at = advance((to - from) * (long) Long.BYTES);
        for (int i = from; i < to; i++) {
            into[i] = (long) LONGS.get(data, at);
            at += Long.BYTES;
        }
    }

    /** Appends one value to a column. */
    public void readValue(Vector.Writable column) {
        if (!readBoolean()) {
            column.appendNull();
        } else if (column instanceof LongVector longs) {
            longs.append(readLong());
        } else if (column instanceof DoubleVector doubles) {
            doubles.append(readDouble());
        } else if (column instanceof BytesVector bytes) {
            int count = readCount();
            bytes.append(data, advance(count), count);
        } else if (column instanceof BooleanVector booleans) {
            booleans.append(readBoolean());
        } else {
            ((DecimalVector) column).append(readLong(), readLong());
        }
    }

    /** Appends the values of a row to columns. */
    public void readRow(Vector.Writable[] columns) {
        for (Vector.Writable column : columns) {
            readValue(column);
        }
    }
}
