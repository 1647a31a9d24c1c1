package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Marks;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.RowStore;
import io.millrace.engine.table.TouchedIds;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a join keeps of one input: its distinct rows with their weights as of the last epoch, what the open epoch adds to
 * them, and how many rows there are of each key. Rows of an input that only grows are all kept apart; of others a row
 * is found again by an index over all its columns, or along the few rows of its key where the key is unique. One thread
 * at a time.
 */
final class JoinSide implements State {
    /** How a row is found again that is to go. */
    enum Identity {
        /** Never: rows stay. */
        NONE,
        /** There are only a few rows of a key. */
        KEY,
        /** By all its columns. */
        ROW,
        /** Rows are not even kept: only how many there are of each key. */
        COUNTED
    }

    private final Identity identity;
    private final boolean touching;
    private final int[] allColumns;
    private final RowStore store;
    private final @Nullable KeyIndex index;
    private final RowChains chains = new RowChains();
    private long[] weights = new long[16];
    private long[] deltas = new long[16];
    private boolean[] linked = new boolean[16];
    private final TouchedIds touched = new TouchedIds();
    private long[] keyCounts = new long[16];
    private long[] keyDeltas = new long[16];
    private int[] ids = new int[0];
    private long rows;
    private Expiry expiry = Expiry.never();
    /** Of rows; of keys where rows are not kept. */
    private Marks marks = Marks.OFF;

    /**
     * @param touching whether it is to be known which rows an epoch has touched
     */
    JoinSide(Schema schema, Identity identity, boolean touching) {
        this.identity = identity;
        this.touching = touching;
        allColumns = new int[schema.size()];
        Arrays.setAll(allColumns, c -> c);
        store = new RowStore(schema);
        index = identity == Identity.ROW
                ? new KeyIndex(
                        IntStream.range(0, schema.size()).mapToObj(schema::type).toList())
                : null;
    }

    /** Gives rows a time to live; before any are added. */
    void expire(Expiry newExpiry) {
        expiry = newExpiry;
    }

    /** Says who is to be told of rows before they change, or of keys where rows are not kept; before any are added. */
    void mark(Marks newMarks) {
        marks = newMarks;
    }

    /** A row is about to change, or what others keep about it. */
    void touchMark(int row) {
        marks.touch(row);
    }

    /** Whether rows are not kept. */
    boolean isCounted() {
        return identity == Identity.COUNTED;
    }

    Expiry expiry() {
        return expiry;
    }

    /**
     * Adds what some rows change to the open epoch.
     *
     * @param chosen which rows
     * @param keys the key of each
     * @param keyLimit all keys are below this
     */
    void add(Batch batch, int[] chosen, int count, int[] keys, int keyLimit) {
        reserveKeys(keyLimit);
        if (identity == Identity.COUNTED) {
            marks.touch(keys, count);
        }
        for (int i = 0; i < count; i++) {
            keyDeltas[keys[i]] += batch.weight(chosen[i]);
        }
        if (identity == Identity.COUNTED) {
            return;
        }
        if (ids.length < count) {
            ids = new int[Math.max(count, Batch.TARGET_ROWS)];
        }
        find(batch, chosen, count, keys);
        marks.touch(ids, count);
        for (int i = 0; i < count; i++) {
            int row = ids[i];
            if (!linked[row]) {
                linked[row] = true;
                chains.link(row, keys[i]);
                rows++;
            }
            deltas[row] += batch.weight(chosen[i]);
            if (touching) {
                touched.touch(row);
            }
        }
    }

    private void reserveKeys(int keyLimit) {
        if (keyCounts.length < keyLimit) {
            int capacity = Math.max(keyLimit, keyCounts.length * 2);
            keyCounts = Arrays.copyOf(keyCounts, capacity);
            keyDeltas = Arrays.copyOf(keyDeltas, capacity);
        }
    }

    /** Writes a row for a checkpoint. */
    void write(int row, StateOutput out) {
        for (int c = 0; c < allColumns.length; c++) {
            out.writeValue(column(c), row);
        }
        out.writeSigned(weights[row]);
        out.writeSigned(deltas[row]);
        expiry.save(row, out);
    }

    /**
     * Puts in a row that {@link #write} wrote, of which the columns have been read already.
     *
     * @return the row
     */
    int read(Batch batch, int key, int keyLimit, StateInput in) {
        reserveKeys(keyLimit);
        if (ids.length == 0) {
            ids = new int[Batch.TARGET_ROWS];
        }
        find(batch, new int[1], 1, new int[] {key});
        int row = ids[0];
        marks.touch(row);
        if (!linked[row]) {
            linked[row] = true;
            chains.link(row, key);
            rows++;
        }
        long weight = in.readSigned();
        long delta = in.readSigned();
        weights[row] += weight;
        deltas[row] += delta;
        keyCounts[key] += weight;
        keyDeltas[key] += delta;
        expiry.restore(row, in);
        return row;
    }

    /** Writes how many rows there are of a key. */
    void writeCount(int key, StateOutput out) {
        out.writeSigned(keyCounts[key]);
        out.writeSigned(keyDeltas[key]);
    }

    /** Takes back what {@link #writeCount} wrote. */
    void readCount(int key, int keyLimit, StateInput in) {
        reserveKeys(keyLimit);
        marks.touch(key);
        keyCounts[key] += in.readSigned();
        keyDeltas[key] += in.readSigned();
    }

    private void find(Batch batch, int[] chosen, int count, int[] keys) {
        if (index != null) {
            index.lookup(batch, allColumns, chosen, count, ids);
            reserve(index.limit());
        } else if (identity == Identity.NONE) {
            store.add(batch, chosen, count, ids);
            reserve(store.limit());
        } else {
            Vector[] flat = new Vector[allColumns.length];
            for (int c = 0; c < flat.length; c++) {
                flat[c] = batch.column(c).flat();
            }
            int[] one = new int[1];
            int[] made = new int[1];
            for (int i = 0; i < count; i++) {
                int row = find(flat, chosen[i], keys[i]);
                if (row == RowChains.NONE) {
                    one[0] = chosen[i];
                    store.add(batch, one, 1, made);
                    row = made[0];
                    reserve(store.limit());
                    // The next row of the batch may be the same one.
                    linked[row] = true;
                    chains.link(row, keys[i]);
                    rows++;
                }
                ids[i] = row;
            }
        }
    }

    private int find(Vector[] columns, int row, int key) {
        Vector[] own = store.columns();
        for (int known = chains.first(key); known != RowChains.NONE; known = chains.next(known)) {
            boolean same = true;
            for (int c = 0; same && c < own.length; c++) {
                same = KeyIndex.same(own[c], known, columns[c], row);
            }
            if (same) {
                return known;
            }
        }
        return RowChains.NONE;
    }

    private void reserve(int limit) {
        if (weights.length < limit) {
            int capacity = Math.max(limit, weights.length * 2);
            weights = Arrays.copyOf(weights, capacity);
            deltas = Arrays.copyOf(deltas, capacity);
            linked = Arrays.copyOf(linked, capacity);
        }
    }

    /** How many rows the open epoch has touched; they are numbered from 0. */
    int touchedCount() {
        return touched.size();
    }

    int touched(int number) {
        return touched.get(number);
    }

    RowChains chains() {
        return chains;
    }

    /** A column of all rows, by id. */
    Vector column(int column) {
        return index != null ? index.key(column) : store.columns()[column];
    }

    /** How often the row is there as of the last epoch. */
    long weight(int row) {
        return weights[row];
    }

    /** What the open epoch adds to the weight. */
    long delta(int row) {
        return deltas[row];
    }

    /** How many rows a key had at the end of the last epoch. */
    long keyCount(int key) {
        return key < keyCounts.length ? keyCounts[key] : 0;
    }

    /** How many rows a key has at the end of the open epoch. */
    long newKeyCount(int key) {
        return key < keyCounts.length ? keyCounts[key] + keyDeltas[key] : 0;
    }

    /**
     * Makes the open epoch's change of a touched row part of the past; a row that is no more is forgotten.
     *
     * @return whether it was forgotten
     */
    boolean settle(int number) {
        int row = touched.get(number);
        touched.settle(row);
        weights[row] += deltas[row];
        deltas[row] = 0;
        if (expiry.isOn() && weights[row] < 0) {
            // What was taken back had been forgotten.
            keyDeltas[chains.key(row)] -= weights[row];
            weights[row] = 0;
        }
        boolean gone = weights[row] == 0 && linked[row];
        if (gone) {
            forget(row);
        } else {
            expiry.write(row);
        }
        return gone;
    }

    /** Forgets a row as of the last epoch; what the open epoch adds to it stands. */
    void expire(int row) {
        marks.touch(row);
        keyCounts[chains.key(row)] -= weights[row];
        weights[row] = 0;
        if (!touched.contains(row)) {
            forget(row);
        }
    }

    /** Forgets a row, whatever its weight. */
    void forget(int row) {
        marks.remove(row);
        expiry.forget(row);
        chains.unlink(row);
        linked[row] = false;
        weights[row] = 0;
        deltas[row] = 0;
        rows--;
        if (index != null) {
            index.remove(row);
        } else {
            store.remove(row);
        }
    }

    /** Forgets how many rows a key has; it has none any more. */
    void forgetKey(int key) {
        if (identity == Identity.COUNTED) {
            marks.remove(key);
        }
        if (key < keyCounts.length) {
            keyCounts[key] = 0;
            keyDeltas[key] = 0;
        }
    }

    /** Makes the open epoch's change of a key's count part of the past. */
    void settleKey(int key) {
        if (key < keyCounts.length) {
            keyCounts[key] += keyDeltas[key];
            keyDeltas[key] = 0;
        }
    }

    /** Whether nothing is kept for a key. */
    boolean isEmpty(int key) {
        return keyCount(key) == 0 && chains.first(key) == RowChains.NONE;
    }

    /** Says that all touched rows are settled. */
    void endEpoch() {
        touched.clear();
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return (index != null ? index.bytes() : store.bytes())
                + chains.bytes()
                + expiry.bytes()
                + 17L * weights.length
                + touched.bytes()
                + 16L * keyCounts.length;
    }

    @Override
    public long rows() {
        return rows;
    }
}
