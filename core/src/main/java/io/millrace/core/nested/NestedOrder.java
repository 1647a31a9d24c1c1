package io.millrace.core.nested;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Equality where the order of items does not count. The items of a MAP are in the order in which they came; sorted by
 * the bytes of their keys, at every depth, equal values have equal bytes.
 */
public final class NestedOrder {
    private NestedOrder() {}

    /** Whether values of the type hold a MAP or MULTISET, so that equal ones may have different bytes. */
    public static boolean hasItems(Type type) {
        return type.kind() == Kind.MAP
                || type.kind() == Kind.MULTISET
                || type.children().stream().anyMatch(child -> hasItems(child.type()));
    }

    /** Where the item with the key of the row {@code key} starts in the array, or -1. */
    public static int find(byte[] data, int from, int length, byte[] key, RowLayout item) {
        int count = Nested.count(data, from, length);
        int keyFrom = MapKeys.keyStart(0, item) - shift(item);
        int keyTo = item.storage(0) == Storage.BYTES
                ? keyFrom + Nested.intAt(key, item.slot(0))
                : keyFrom + Nested.width(item.storage(0));
        for (int i = 0; i < count; i++) {
            int start = Nested.start(data, from, length, i);
            if (Nested.bitAt(data, start, 0) == Nested.bitAt(key, 0, 0)
                    && Arrays.equals(
                            data,
                            MapKeys.keyStart(start, item),
                            MapKeys.keyEnd(data, start, item),
                            key,
                            keyFrom,
                            keyTo)) {
                return start;
            }
        }
        return -1;
    }

    /** How much shorter the fixed part of a row of the key alone is than that of an item. */
    private static int shift(RowLayout item) {
        return item.storage(0) == Storage.BYTES ? Nested.width(item.storage(1)) : 0;
    }

    /** Whether two values of one type are equal, whatever the order of their items. */
    public static boolean areEqual(
            byte[] one, int from, int length, byte[] other, int otherFrom, int otherLength, Type type) {
        if (Arrays.equals(one, from, from + length, other, otherFrom, otherFrom + otherLength)) {
            return true;
        }
        if (length != otherLength || !hasItems(type)) {
            return false;
        }
        NestedWriter first = new NestedWriter();
        NestedWriter second = new NestedWriter();
        sort(first, one, from, length, type);
        sort(second, other, otherFrom, otherLength, type);
        return Arrays.equals(first.data(), 0, first.length(), second.data(), 0, second.length());
    }

    /** Writes a value with the items of every map in it sorted. */
    public static void sort(NestedWriter out, byte[] data, int from, int length, Type type) {
        if (!hasItems(type)) {
            out.writeBytes(data, from, length);
        } else if (type.kind() == Kind.ROW) {
            sortRow(out, data, from, type);
        } else if (type.kind() == Kind.ARRAY) {
            out.beginArray(Storage.BYTES);
            for (int i = 0; i < Nested.count(data, from, length); i++) {
                if (Nested.isNull(data, from, length, i)) {
                    out.writeNull();
                } else {
                    int start = Nested.start(data, from, length, i);
                    sort(out, data, start, Nested.end(data, from, length, i) - start, type.child(0));
                }
            }
            out.end();
        } else {
            sortItems(out, data, from, length, type.item());
        }
    }

    private static void sortRow(NestedWriter out, byte[] data, int from, Type type) {
        RowLayout layout = RowLayout.of(type);
        out.beginRow(layout);
        for (int i = 0; i < layout.size(); i++) {
            if (!hasItems(type.child(i)) || Nested.bitAt(data, from, i)) {
                out.writeField(data, from, i, layout);
            } else {
                int start = layout.start(data, from, i);
                sort(out, data, start, layout.end(data, from, i) - start, type.child(i));
            }
        }
        out.end();
    }

    private static void sortItems(NestedWriter out, byte[] data, int from, int length, Type item) {
        RowLayout layout = RowLayout.of(item);
        Integer[] order = new Integer[Nested.count(data, from, length)];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> byKey = (a, b) -> {
            int one = Nested.start(data, from, length, a);
            int other = Nested.start(data, from, length, b);
            int nulls = Boolean.compare(Nested.bitAt(data, one, 0), Nested.bitAt(data, other, 0));
            return nulls != 0
                    ? nulls
                    : Arrays.compareUnsigned(
                            data,
                            MapKeys.keyStart(one, layout),
                            MapKeys.keyEnd(data, one, layout),
                            data,
                            MapKeys.keyStart(other, layout),
                            MapKeys.keyEnd(data, other, layout));
        };
        Arrays.sort(order, byKey);
        out.beginMap(layout);
        for (int i : order) {
            sortRow(out, data, Nested.start(data, from, length, i), item);
        }
        out.end();
    }
}
