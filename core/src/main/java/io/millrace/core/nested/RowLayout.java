package io.millrace.core.nested;

import io.millrace.core.type.Column;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.util.List;

/** Where the fields of a ROW are, counted from its first byte; see {@link Nested}. Immutable. */
public final class RowLayout {
    private final Storage[] storages;
    private final int[] slots;
    /** Of a field of bytes, the slot that says where the field of bytes before it ends; 0 for the first one. */
    private final int[] previous;

    private final int fixedBytes;

    private RowLayout(List<Column> fields) {
        int count = fields.size();
        storages = new Storage[count];
        slots = new int[count];
        previous = new int[count];
        int next = (count + 7) >>> 3;
        int last = 0;
        for (int i = 0; i < count; i++) {
            storages[i] = fields.get(i).type().storage();
            slots[i] = next;
            next += Nested.width(storages[i]);
            if (storages[i] == Storage.BYTES) {
                previous[i] = last;
                last = slots[i];
            }
        }
        fixedBytes = next;
    }

    /** The layout of a ROW, or of the items of a MAP or MULTISET. */
    public static RowLayout of(Type type) {
        return new RowLayout(type.children());
    }

    /** How many fields. */
    public int size() {
        return slots.length;
    }

    public Storage storage(int field) {
        return storages[field];
    }

    /** Where the value of a field is, or, for bytes, the number of bytes of all such fields up to its end. */
    public int slot(int field) {
        return slots[field];
    }

    /** The slot of the field of bytes before this one, or 0 if there is none. */
    public int previousSlot(int field) {
        return previous[field];
    }

    /** Where the bytes of the fields of bytes begin. */
    public int fixedBytes() {
        return fixedBytes;
    }

    /** Where a field of bytes starts in the array that holds the row from {@code from} on. */
    public int start(byte[] data, int from, int field) {
        return Nested.rowStart(data, from, fixedBytes, previous[field]);
    }

    /** Where a field of bytes ends in the array that holds the row from {@code from} on. */
    public int end(byte[] data, int from, int field) {
        return from + fixedBytes + Nested.intAt(data, from + slots[field]);
    }
}
