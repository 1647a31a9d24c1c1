package io.millrace.engine.value;

import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedOrder;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Type;

/** Parts of nested values, for generated loops; see {@link Nested}. A value is a slice, a part a register's. */
public final class NestedValues {
    private NestedValues() {}

    /** Points the register at a field of bytes of the row at {@code from}. */
    public static Utf8 field(Utf8 register, byte[] data, int from, int fixedBytes, int previousSlot, int slot) {
        int start = Nested.rowStart(data, from, fixedBytes, previousSlot);
        return register.set(data, start, from + fixedBytes + Nested.intAt(data, from + slot) - start);
    }

    public static Decimal decimal(Decimal register, byte[] data, int at) {
        return register.set(Nested.longAt(data, at), Nested.longAt(data, at + 8));
    }

    /** Points the register at an element of bytes. */
    public static Utf8 element(Utf8 register, byte[] data, int from, int length, int index) {
        int start = Nested.start(data, from, length, index);
        return register.set(data, start, Nested.end(data, from, length, index) - start);
    }

    public static int count(Utf8 array) {
        return Nested.count(array.data, array.offset, array.length);
    }

    public static boolean isNull(Utf8 array, int index) {
        return Nested.isNull(array.data, array.offset, array.length, index);
    }

    /** The index, from 0, of the element at a position counted from 1; -1 where there is none or it is NULL. */
    public static int index(Utf8 array, long position) {
        if (position < 1 || position > count(array)) {
            return -1;
        }
        int index = (int) position - 1;
        return isNull(array, index) ? -1 : index;
    }

    /**
     * Where the item of a key starts in the array that holds the map, or -1.
     *
     * @param key a row that holds the key alone
     */
    public static int find(Utf8 map, NestedWriter key, RowLayout item) {
        return NestedOrder.find(map.data, map.offset, map.length, key.data(), item);
    }

    /** Points the register at what a writer has written. */
    public static Utf8 written(Utf8 register, NestedWriter writer) {
        return register.set(writer.data(), 0, writer.length());
    }

    /** Whether two values that hold a MAP somewhere are equal. */
    public static boolean areEqual(Utf8 one, Utf8 other, Type type) {
        return NestedOrder.areEqual(one.data, one.offset, one.length, other.data, other.offset, other.length, type);
    }
}
