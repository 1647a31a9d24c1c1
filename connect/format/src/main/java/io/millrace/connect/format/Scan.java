package io.millrace.connect.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time. A mask has the top bit of each byte set that matched. */
final class Scan {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final long ONES = 0x0101010101010101L;
    static final long HIGH = 0x8080808080808080L;

    private Scan() {}

    static long word(byte[] data, int at) {
        return (long) LONG.get(data, at);
    }

    /** A word of eight times the same byte. */
    static long repeat(int value) {
        return (value & 0xFF) * ONES;
    }

    /** The mask of bytes that are zero; above the lowest match there may be false ones. */
    static long zeros(long word) {
        return word - ONES & ~word & HIGH;
    }

    /** The mask of bytes that are zero, with no false ones. */
    static long exactZeros(long word) {
        return ~((word & ~HIGH) + ~HIGH | word | ~HIGH);
    }

    /** The index of the lowest match. */
    static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** The first position in {@code from..end} of a byte, or {@code end}. */
    static int find(byte[] data, int from, int end, byte wanted) {
        int at = from;
        long pattern = repeat(wanted);
        for (int limit = end - 8; at <= limit; at += 8) {
            long mask = zeros(word(data, at) ^ pattern);
            if (mask != 0) {
                return at + first(mask);
            }
        }
        while (at < end && data[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The first position in {@code from..end} of one of two bytes, or {@code end}. */
    static int find(byte[] data, int from, int end, byte one, byte other) {
        int at = from;
        long pattern = repeat(one);
        long otherPattern = repeat(other);
        for (int limit = end - 8; at <= limit; at += 8) {
            long word = word(data, at);
            long mask = zeros(word ^ pattern) | zeros(word ^ otherPattern);
            if (mask != 0) {
                return at + first(mask);
            }
        }
        while (at < end && data[at] != one && data[at] != other) {
            at++;
        }
        return at;
    }

    /** Whether all bytes are below 128. */
    static boolean isAscii(byte[] data, int from, int end) {
        int at = from;
        long all = 0;
        for (int limit = end - 8; at <= limit; at += 8) {
            all |= word(data, at);
        }
        for (; at < end; at++) {
            all |= data[at];
        }
        return (all & HIGH) == 0;
    }
}
