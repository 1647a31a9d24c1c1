package io.millrace.connect.format;

import java.util.Arrays;

/** Writes the parts of Avro's binary encoding to an array that grows. One thread at a time. */
final class AvroOutput {
    private byte[] data = new byte[256];
    private int length;

    byte[] data() {
        return data;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    private void reserve(int more) {
        if (data.length - length < more) {
            data = Arrays.copyOf(data, Math.toIntExact(Math.max(2L * data.length, (long) length + more)));
        }
    }

    void writeBoolean(boolean value) {
        reserve(1);
        data[length++] = (byte) (value ? 1 : 0);
    }

    void writeLong(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            data[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[length++] = (byte) rest;
    }

    void writeFloat(float value) {
        littleEndian(Float.floatToIntBits(value), 4);
    }

    void writeDouble(double value) {
        littleEndian(Double.doubleToLongBits(value), 8);
    }

    private void littleEndian(long bits, int bytes) {
        reserve(bytes);
        for (int i = 0; i < bytes; i++) {
            data[length++] = (byte) (bits >>> 8 * i);
        }
    }

    /** Writes how many bytes there are, and the bytes. */
    void writeBytes(byte[] source, int from, int count) {
        writeLong(count);
        writeFixed(source, from, count);
    }

    void writeFixed(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, data, length, count);
        length += count;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(data, length);
    }
}
