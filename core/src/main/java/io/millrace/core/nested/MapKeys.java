package io.millrace.core.nested;

import io.millrace.core.type.Storage;
import java.util.Arrays;

/** Finds keys that a map has more than once. One thread at a time. */
final class MapKeys {
    private static final int HASHED_FROM = 9;

    private int[] chosen = new int[16];
    private int[] slots = new int[32];

    /** After {@link #chooseLast}: of each key, in the order in which keys came first, the last item. */
    int[] chosen() {
        return chosen;
    }

    /**
     * Chooses an item for each key and answers how many there are.
     *
     * @param start where the items start
     * @param ends where each ends, counted from there
     * @param item how an item is laid out
     */
    int chooseLast(byte[] data, int start, int[] ends, int count, RowLayout item) {
        if (chosen.length < count) {
            chosen = new int[count * 2];
        }
        boolean hashed = count >= HASHED_FROM;
        if (hashed) {
            if (slots.length < count * 2) {
                slots = new int[Integer.highestOneBit(count) * 4];
            }
            Arrays.fill(slots, -1);
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int at = i == 0 ? start : start + ends[i - 1];
            int place =
                    hashed ? hashedPlace(data, start, ends, at, item, kept) : place(data, start, ends, at, item, kept);
            chosen[place] = i;
            kept = Math.max(kept, place + 1);
        }
        return kept;
    }

    private int place(byte[] data, int start, int[] ends, int at, RowLayout item, int kept) {
        for (int i = 0; i < kept; i++) {
            if (isSame(data, itemStart(start, ends, chosen[i]), at, item)) {
                return i;
            }
        }
        return kept;
    }

    private int hashedPlace(byte[] data, int start, int[] ends, int at, RowLayout item, int kept) {
        int from = keyStart(at, item);
        int hash = 1;
        for (int i = from; i < keyEnd(data, at, item); i++) {
            hash = 31 * hash + data[i];
        }
        int slot = (hash * 0x9E3779B9 >>> 8) & slots.length - 1;
        while (slots[slot] >= 0) {
            if (isSame(data, itemStart(start, ends, chosen[slots[slot]]), at, item)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = kept;
        return kept;
    }

    private static int itemStart(int start, int[] ends, int item) {
        return item == 0 ? start : start + ends[item - 1];
    }

    private static boolean isSame(byte[] data, int one, int other, RowLayout item) {
        return Nested.bitAt(data, one, 0) == Nested.bitAt(data, other, 0)
                && Arrays.equals(
                        data,
                        keyStart(one, item),
                        keyEnd(data, one, item),
                        data,
                        keyStart(other, item),
                        keyEnd(data, other, item));
    }

    /** Where the key, the first field of an item, is. */
    static int keyStart(int at, RowLayout item) {
        return at + (item.storage(0) == Storage.BYTES ? item.fixedBytes() : item.slot(0));
    }

    static int keyEnd(byte[] data, int at, RowLayout item) {
        return item.storage(0) == Storage.BYTES
                ? item.end(data, at, 0)
                : at + item.slot(0) + Nested.width(item.storage(0));
    }
}
