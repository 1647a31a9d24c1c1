package io.millrace.engine.function;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Different elements of arrays that stay as they are while the set is used; NULL is one of them. One thread at a time. */
final class ElementSet {
    private int[] slots = new int[32];
    private @Nullable Elements[] arrays = new @Nullable Elements[16];
    private int[] indexes = new int[16];
    private int size;
    private boolean hasNull;

    void clear() {
        Arrays.fill(slots, -1);
        Arrays.fill(arrays, 0, size, null);
        size = 0;
        hasNull = false;
    }

    /** Adds an element; false when it is there already. */
    boolean add(Elements array, int index) {
        if (array.isNull(index)) {
            boolean added = !hasNull;
            hasNull = true;
            return added;
        }
        int slot = slot(array, index);
        if (slots[slot] >= 0) {
            return false;
        }
        if (size == indexes.length) {
            arrays = Arrays.copyOf(arrays, size * 2);
            indexes = Arrays.copyOf(indexes, size * 2);
        }
        arrays[size] = array;
        indexes[size] = index;
        slots[slot] = size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    boolean contains(Elements array, int index) {
        return array.isNull(index) ? hasNull : slots[slot(array, index)] >= 0;
    }

    private int slot(Elements array, int index) {
        int slot = hash(array, index) & slots.length - 1;
        while (slots[slot] >= 0 && !isSame(slots[slot], array, index)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isSame(int entry, Elements array, int index) {
        Elements known = arrays[entry];
        return known != null && known.isSame(indexes[entry], array, index);
    }

    private static int hash(Elements array, int index) {
        int hash = 1;
        for (int i = array.start(index); i < array.end(index); i++) {
            hash = 31 * hash + array.data[i];
        }
        return hash * 0x9E3779B9 >>> 8;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        for (int i = 0; i < size; i++) {
            Elements array = arrays[i];
            if (array != null) {
                slots[slot(array, indexes[i])] = i;
            }
        }
    }
}
