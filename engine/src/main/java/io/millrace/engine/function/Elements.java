package io.millrace.engine.function;

import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Storage;
import io.millrace.engine.table.Order;
import io.millrace.engine.value.Utf8;
import java.util.Arrays;

/** The elements of an array, by index from 0; points at one array after another. One thread at a time. */
final class Elements {
    byte[] data = {};
    int from;
    int length;
    int count;
    private Storage storage = Storage.LONG;
    private int nullBits;

    Elements point(Utf8 array, Storage element) {
        data = array.data;
        from = array.offset;
        length = array.length;
        storage = element;
        count = Nested.count(data, from, length);
        nullBits = Nested.nullBits(from, length, count);
        return this;
    }

    boolean isNull(int index) {
        return Nested.bitAt(data, nullBits, index);
    }

    int start(int index) {
        return storage == Storage.BYTES
                ? Nested.start(data, from, length, index)
                : from + index * Nested.width(storage);
    }

    int end(int index) {
        return storage == Storage.BYTES
                ? Nested.end(data, from, length, index)
                : from + (index + 1) * Nested.width(storage);
    }

    void write(int index, NestedWriter out) {
        out.writeElement(data, from, length, index, storage);
    }

    boolean isSame(int index, Elements other, int otherIndex) {
        return isNull(index) == other.isNull(otherIndex)
                && Arrays.equals(
                        data, start(index), end(index), other.data, other.start(otherIndex), other.end(otherIndex));
    }

    /** The first index of an element, or -1. */
    int indexOf(Elements other, int otherIndex) {
        for (int i = 0; i < count; i++) {
            if (isSame(i, other, otherIndex)) {
                return i;
            }
        }
        return -1;
    }

    /** Compares two elements that are not NULL. */
    int compare(int left, int right) {
        return switch (storage) {
            case LONG -> Long.compare(Nested.longAt(data, start(left)), Nested.longAt(data, start(right)));
            case DOUBLE -> Order.compare(Nested.doubleAt(data, start(left)), Nested.doubleAt(data, start(right)));
            case BOOLEAN -> Boolean.compare(Nested.booleanAt(data, start(left)), Nested.booleanAt(data, start(right)));
            case DECIMAL -> {
                int high = Long.compare(Nested.longAt(data, start(left)), Nested.longAt(data, start(right)));
                yield high != 0
                        ? high
                        : Long.compareUnsigned(
                                Nested.longAt(data, start(left) + 8), Nested.longAt(data, start(right) + 8));
            }
            case BYTES -> Arrays.compareUnsigned(data, start(left), end(left), data, start(right), end(right));
        };
    }
}
