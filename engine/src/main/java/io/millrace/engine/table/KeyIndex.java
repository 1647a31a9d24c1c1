package io.millrace.engine.table;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys to dense ids: 0, 1, 2 … in the order in which keys are first seen; ids of removed keys are given out again.
 * NULL is a key like any other; 0.0 and -0.0 are one key, and so are all NaN.
 *
 * <p>Open addressing over one long a slot: half a hash as a tag, and the id. A probe touches the keys themselves only
 * when the tags agree. One thread at a time.
 */
public final class KeyIndex {
    private static final int FIRST_SLOTS = 64;

    private final Vector.Writable[] keys;
    private final Vector[] keyVectors;
    private long[] slots = new long[FIRST_SLOTS];
    private int[] tags = new int[FIRST_SLOTS / 2];
    private int[] free = new int[8];
    private int freeCount;
    private int highest;
    private long[] hashes = new long[0];
    private int[] identity = new int[0];

    public KeyIndex(List<Type> types) {
        keys = new Vector.Writable[types.size()];
        keyVectors = new Vector[types.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Vector.create(types.get(i), 16);
            keyVectors[i] = keys[i].vector();
        }
    }

    /**
     * Finds or makes the ids of keys.
     *
     * @param columns the key's columns in {@code batch}, in the order of this index's types
     * @param rows which rows, or null for the first {@code count}
     * @param ids gets one id a row, in the order of {@code rows}
     */
    public void lookup(Batch batch, int[] columns, int @Nullable [] rows, int count, int[] ids) {
        if (keys.length == 0) {
            highest = Math.max(highest, count > 0 ? 1 : 0);
            Arrays.fill(ids, 0, count, 0);
            return;
        }
        if (hashes.length < count) {
            hashes = new long[Math.max(count, Batch.TARGET_ROWS)];
        }
        Hashes.hash(batch, columns, rows, count, hashes);
        Vector[] given = new Vector[columns.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = batch.column(columns[i]).flat();
        }
        if (given.length == 1 && given[0] instanceof LongVector longs && !longs.hasNulls()) {
            lookupLongs(longs.values(), rows, count, ids);
        } else {
            lookupAny(given, rows, count, ids);
        }
    }

    /**
     * Finds the ids of keys, without making any.
     *
     * @param columns the key's columns in {@code batch}, in the order of this index's types
     * @param count how many of the first rows
     * @param ids gets one id a row, -1 where there is none
     */
    public void find(Batch batch, int[] columns, int count, int[] ids) {
        if (keys.length == 0) {
            Arrays.fill(ids, 0, count, highest - 1);
            return;
        }
        if (hashes.length < count) {
            hashes = new long[Math.max(count, Batch.TARGET_ROWS)];
        }
        Hashes.hash(batch, columns, null, count, hashes);
        Vector[] given = new Vector[columns.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = batch.column(columns[i]).flat();
        }
        int mask = slots.length - 1;
        for (int row = 0; row < count; row++) {
            int tag = (int) (hashes[row] >>> 32);
            int at = tag & mask;
            while (slots[at] != 0 && !((int) (slots[at] >>> 32) == tag && sameKey((int) slots[at] - 1, given, row))) {
                at = at + 1 & mask;
            }
            ids[row] = (int) slots[at] - 1;
        }
    }

    private void lookupLongs(long[] given, int @Nullable [] rows, int count, int[] ids) {
        LongVector own = (LongVector) keys[0];
        for (int i = 0; i < count; i++) {
            long key = given[rows == null ? i : rows[i]];
            int tag = (int) (hashes[i] >>> 32);
            long[] table = slots;
            int mask = table.length - 1;
            int at = tag & mask;
            while (true) {
                long slot = table[at];
                if (slot == 0) {
                    ids[i] = insert(at, tag);
                    if (ids[i] == own.size()) {
                        own.append(key);
                    } else {
                        own.set(ids[i], key);
                    }
                    break;
                }
                int id = (int) slot - 1;
                if ((int) (slot >>> 32) == tag && own.values()[id] == key && !own.isNull(id)) {
                    ids[i] = id;
                    break;
                }
                at = at + 1 & mask;
            }
        }
    }

    private void lookupAny(Vector[] given, int @Nullable [] rows, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int tag = (int) (hashes[i] >>> 32);
            long[] table = slots;
            int mask = table.length - 1;
            int at = tag & mask;
            while (true) {
                long slot = table[at];
                if (slot == 0) {
                    int id = insert(at, tag);
                    ids[i] = id;
                    store(id, given, row);
                    break;
                }
                int id = (int) slot - 1;
                if ((int) (slot >>> 32) == tag && sameKey(id, given, row)) {
                    ids[i] = id;
                    break;
                }
                at = at + 1 & mask;
            }
        }
    }

    private void store(int id, Vector[] given, int row) {
        for (int c = 0; c < keys.length; c++) {
            if (id == keyVectors[c].size()) {
                keys[c].append(given[c], row);
            } else {
                keys[c].set(id, given[c], row);
            }
        }
    }

    private boolean sameKey(int id, Vector[] given, int row) {
        for (int c = 0; c < keys.length; c++) {
            if (!same(keyVectors[c], id, given[c], row)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two values of the same storage are the same key. */
    public static boolean same(Vector left, int leftRow, Vector right, int rightRow) {
        boolean leftNull = left.isNull(leftRow);
        if (leftNull || right.isNull(rightRow)) {
            return leftNull && right.isNull(rightRow);
        }
        if (left instanceof LongVector a) {
            return a.get(leftRow) == ((LongVector) right).get(rightRow);
        } else if (left instanceof BytesVector a) {
            BytesVector b = (BytesVector) right;
            int length = a.length(leftRow);
            return length == b.length(rightRow)
                    && Arrays.equals(
                            a.data(),
                            a.offset(leftRow),
                            a.offset(leftRow) + length,
                            b.data(),
                            b.offset(rightRow),
                            b.offset(rightRow) + length);
        } else if (left instanceof DoubleVector a) {
            return Hashes.canonicalBits(a.get(leftRow)) == Hashes.canonicalBits(((DoubleVector) right).get(rightRow));
        } else if (left instanceof BooleanVector a) {
            return a.get(leftRow) == ((BooleanVector) right).get(rightRow);
        }
        DecimalVector a = (DecimalVector) left;
        DecimalVector b = (DecimalVector) right;
        return a.high()[leftRow] == b.high()[rightRow] && a.low()[leftRow] == b.low()[rightRow];
    }

    private int insert(int at, int tag) {
        int id = freeCount > 0 ? free[--freeCount] : highest++;
        slots[at] = (long) tag << 32 | id + 1L;
        if (id >= tags.length) {
            tags = Arrays.copyOf(tags, tags.length * 2);
        }
        tags[id] = tag;
        if (size() * 2 > slots.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        long[] old = slots;
        long[] bigger = new long[old.length * 2];
        int mask = bigger.length - 1;
        for (long slot : old) {
            if (slot != 0) {
                int at = (int) (slot >>> 32) & mask;
                while (bigger[at] != 0) {
                    at = at + 1 & mask;
                }
                bigger[at] = slot;
            }
        }
        slots = bigger;
    }

    /** Forgets a key; its id may be given to another. */
    public void remove(int id) {
        if (keys.length == 0) {
            highest = 0;
            return;
        }
        int mask = slots.length - 1;
        int at = tags[id] & mask;
        while ((int) slots[at] - 1 != id) {
            at = at + 1 & mask;
        }
        // Closes the gap, so that probes never stop short of a key behind it.
        int gap = at;
        int next = at;
        while (true) {
            next = next + 1 & mask;
            long slot = slots[next];
            if (slot == 0) {
                break;
            }
            int home = (int) (slot >>> 32) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                slots[gap] = slot;
                gap = next;
            }
        }
        slots[gap] = 0;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = id;
    }

    /** Whether an id below the limit is that of a key. */
    public boolean contains(int id) {
        if (keys.length == 0) {
            return id < highest;
        }
        int mask = slots.length - 1;
        int at = tags[id] & mask;
        while (slots[at] != 0) {
            if ((int) slots[at] - 1 == id) {
                return true;
            }
            at = at + 1 & mask;
        }
        return false;
    }

    /** The key group of a key; 0 for the only key of an index without columns. */
    public int group(int id) {
        return keys.length == 0 ? 0 : Hashes.groupOfTag(tags[id]);
    }

    /** Writes a key. */
    public void write(int id, StateOutput out) {
        out.writeRow(keyVectors, id);
    }

    /** Finds or makes the id of a key that {@link #write} wrote. */
    public int read(StateInput in) {
        Vector[] key = new Vector[keys.length];
        int[] columns = new int[keys.length];
        for (int c = 0; c < key.length; c++) {
            Vector.Writable value = Vector.createLike(keyVectors[c], 1);
            in.readValue(value);
            key[c] = value.vector();
            columns[c] = c;
        }
        int[] id = new int[1];
        lookup(new Batch(key, 1), columns, null, 1, id);
        return id[0];
    }

    /** How many keys there are. */
    public int size() {
        return highest - freeCount;
    }

    /** All ids are below this. */
    public int limit() {
        return highest;
    }

    /** The values of one key column, by id; removed ids hold anything. */
    public Vector key(int column) {
        return keyVectors[column];
    }

    /** The keys as a batch, one row an id; only for an index from which nothing was removed. */
    public Batch keys() {
        return new Batch(keyVectors.clone(), highest);
    }

    /** The ids from 0, as an array at least {@code count} long; shared, not to be changed. */
    public int[] identity(int count) {
        if (identity.length < count) {
            identity = new int[Math.max(count, 16)];
            Arrays.setAll(identity, i -> i);
        }
        return identity;
    }

    /** Forgets all keys. */
    public void clear() {
        Arrays.fill(slots, 0);
        for (Vector.Writable key : keys) {
            key.clear();
        }
        freeCount = 0;
        highest = 0;
    }

    public long bytes() {
        long sum = 8L * slots.length + 4L * tags.length + 4L * free.length;
        for (Vector vector : keyVectors) {
            sum += vector.bytes();
        }
        return sum;
    }

    public long rows() {
        return size();
    }
}
