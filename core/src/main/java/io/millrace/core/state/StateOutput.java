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

/**
 * Bytes that state is written to: little endian, whole numbers that are mostly small with as few bytes as they need. The
 * format of checkpoints, so what a method writes never changes. One thread at a time.
 */
public final class StateOutput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data;
    private int length;

    /** An empty output with room for so many bytes before it grows. */
    public StateOutput(int capacity) {
        data = new byte[Math.max(16, capacity)];
    }

    /** What has been written, in the first {@link #length} bytes; good until more is written. */
    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    /** A copy of what has been written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(data, length);
    }

    /** Forgets what has been written from {@code newLength} on. */
    public void truncate(int newLength) {
        length = newLength;
    }

    private void reserve(int more) {
        if (more > data.length - length) {
            long wanted = Math.max((long) length + more, Math.min(data.length * 2L, Integer.MAX_VALUE - 16L));
            data = Arrays.copyOf(data, Math.toIntExact(wanted));
        }
    }

    public void writeByte(int value) {
        reserve(1);
        data[length++] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Four bytes. */
    public void writeInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(data, length, value);
        length += Integer.BYTES;
    }

    /** Replaces four bytes that {@link #writeInt} wrote at {@code position}. */
    public void setInt(int position, int value) {
        INTS.set(data, position, value);
    }

    /** Eight bytes. */
    public void writeLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(data, length, value);
        length += Long.BYTES;
    }

    /** All bits of it. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /** A number that is mostly small and not negative: one byte up to 127, at most ten. */
    public void writeNumber(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            data[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        data[length++] = (byte) rest;
    }

    /** A number that is mostly near zero. */
    public void writeSigned(long value) {
        writeNumber(value << 1 ^ value >> 63);
    }

    /** The length, then the bytes. */
    public void writeBytes(byte[] source, int offset, int count) {
        writeNumber(count);
        writeRaw(source, offset, count);
    }

    /** The bytes alone. */
    public void writeRaw(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, data, length, count);
        length += count;
    }

    /** UTF-8, with its length. */
    public void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeBytes(utf8, 0, utf8.length);
    }

    /** The longs {@code from..to} (exclusive), without their number. */
    public void writeLongs(long[] values, int from, int to) {
        reserve((to - from) * Long.BYTES);
        for (int i = from; i < to; i++) {
            LONGS.set(data, length, values[i]);
            length += Long.BYTES;
        }
    }

    /** One value, with whether it is NULL. */
    public void writeValue(Vector column, int row) {
        Vector vector = column.flat();
        if (vector.isNull(row)) {
            writeByte(0);
            return;
        }
        writeByte(1);
        if (vector instanceof LongVector longs) {
            writeLong(longs.get(row));
        } else if (vector instanceof DoubleVector doubles) {
            writeDouble(doubles.get(row));
        } else if (vector instanceof BytesVector bytes) {
            writeBytes(bytes.data(), bytes.offset(row), bytes.length(row));
        } else if (vector instanceof BooleanVector booleans) {
            writeBoolean(booleans.get(row));
        } else {
            DecimalVector decimals = (DecimalVector) vector;
            writeLong(decimals.high()[row]);
            writeLong(decimals.low()[row]);
        }
    }

    /** The values of a row. */
    public void writeRow(Vector[] columns, int row) {
        for (Vector column : columns) {
            writeValue(column, row);
        }
    }
}
