package io.millrace.core.nested;

import io.millrace.core.type.Storage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a nested value lies in bytes, and how to read it there without making objects.
 *
 * <ul>
 *   <li>Numbers are big endian. LONG and DOUBLE take 8 bytes, DECIMAL 16 (the upper half first), BOOLEAN 1; -0.0 is
 *       written as 0.0 and every NaN as the same one.
 *   <li>ROW: a bit a field that says whether it is NULL, a slot a field, then the bytes of all fields of bytes one after
 *       another. The slot of such a field has four bytes: where it ends, counted from where the first one starts. So
 *       every field is found without looking at the others. The slot of a NULL is zero or, for bytes, the end of the field
 *       before it. {@link RowLayout} says where the slots are.
 *   <li>ARRAY: the elements one after another; for elements of bytes, where each ends, four bytes each; a bit an element
 *       that says whether it is NULL; and in the last four bytes how many there are.
 *   <li>MAP and MULTISET: an ARRAY of ROWs of key and value, or of element and count, in the order in which they came;
 *       no key is there twice.
 * </ul>
 *
 * <p>Equal values of types that differ only in NOT NULL, in the precision of times or the length of text have equal
 * bytes, except for MAP and MULTISET, whose order does not count: {@link NestedOrder} makes them the same.
 */
public final class Nested {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** The bytes of an ARRAY without elements. */
    static final int EMPTY_ARRAY_BYTES = 4;

    private Nested() {}

    /** How many bytes the slot of a field, or an element, takes. */
    public static int width(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> 1;
            case LONG, DOUBLE -> 8;
            case DECIMAL -> 16;
            case BYTES -> 4;
        };
    }

    public static int intAt(byte[] data, int at) {
        return (int) INT.get(data, at);
    }

    static void putInt(byte[] data, int at, int value) {
        INT.set(data, at, value);
    }

    public static long longAt(byte[] data, int at) {
        return (long) LONG.get(data, at);
    }

    static void putLong(byte[] data, int at, long value) {
        LONG.set(data, at, value);
    }

    public static double doubleAt(byte[] data, int at) {
        return Double.longBitsToDouble(longAt(data, at));
    }

    public static boolean booleanAt(byte[] data, int at) {
        return data[at] != 0;
    }

    /** Whether a bit is set; bits are counted from the lowest of the byte at {@code at}. */
    public static boolean bitAt(byte[] data, int at, int bit) {
        return (data[at + (bit >>> 3)] >>> (bit & 7) & 1) != 0;
    }

    /** Where the field of bytes behind the one with this slot starts; slot 0 stands for none before it. */
    public static int rowStart(byte[] data, int from, int fixedBytes, int previousSlot) {
        return from + fixedBytes + (previousSlot == 0 ? 0 : intAt(data, from + previousSlot));
    }

    /** How many elements an array has, or items a map. */
    public static int count(byte[] data, int from, int length) {
        return intAt(data, from + length - 4);
    }

    /** Where the NULL bits of an array are. */
    public static int nullBits(int from, int length, int count) {
        return from + length - 4 - ((count + 7) >>> 3);
    }

    public static boolean isNull(byte[] data, int from, int length, int index) {
        return bitAt(data, nullBits(from, length, count(data, from, length)), index);
    }

    /** Where an element of bytes starts. */
    public static int start(byte[] data, int from, int length, int index) {
        if (index == 0) {
            return from;
        }
        return end(data, from, length, index - 1);
    }

    /** Where an element of bytes ends. */
    public static int end(byte[] data, int from, int length, int index) {
        int count = count(data, from, length);
        int ends = nullBits(from, length, count) - 4 * count;
        return from + intAt(data, ends + 4 * index);
    }
}
