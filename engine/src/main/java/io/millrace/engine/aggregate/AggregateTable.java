package io.millrace.engine.aggregate;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates by key: an index and the accumulators behind it. One thread at a time. */
public final class AggregateTable implements State, Entries {
    private final KeyIndex index;
    private final AggregateRows accumulators;
    private final int[] keyColumns;
    private final int[] ownKeyColumns;
    private final Rows rows = new Rows();
    private Marks marks = Marks.OFF;

    /**
     * @param keyColumns the key's columns in the batches that will be added
     * @param changing whether rows may be taken back
     */
    public AggregateTable(List<Type> keyTypes, int[] keyColumns, List<AggregateCall> calls, boolean changing) {
        this.index = new KeyIndex(keyTypes);
        this.accumulators = new AggregateRows(calls, changing);
        this.keyColumns = keyColumns;
        this.ownKeyColumns = new int[keyColumns.length];
        for (int i = 0; i < ownKeyColumns.length; i++) {
            ownKeyColumns[i] = i;
        }
    }

    /**
     * Adds rows.
     *
     * @param chosen which rows, or null for the first {@code count}
     * @return the id of each row's key; valid until the next call
     */
    public int[] add(Batch batch, int @Nullable [] chosen, int count) {
        int[] ids = rows.reserve(count);
        index.lookup(batch, keyColumns, chosen, count, ids);
        marks.touch(ids, count);
        accumulators.ensure(index.limit());
        rows.rows = chosen;
        rows.count = count;
        accumulators.add(batch, rows);
        return ids;
    }

    /** Adds what another table of the same calls holds; nothing may have been removed from that one. */
    public void merge(AggregateTable other) {
        merge(other, 0, other.limit());
    }

    /** Adds what another table of the same calls holds for the ids {@code from..to} (exclusive). */
    public void merge(AggregateTable other, int from, int to) {
        int count = to - from;
        int[] given = other.index.identity(to);
        if (from > 0) {
            given = Arrays.copyOfRange(given, from, to);
        }
        int[] ids = rows.reserve(count);
        index.lookup(other.index.keys(), ownKeyColumns, given, count, ids);
        marks.touch(ids, count);
        accumulators.ensure(index.limit());
        accumulators.merge(ids, other.accumulators, given, count);
    }

    /** Has checkpoints write what is kept: to be said before anything is. */
    public void mark(Marks newMarks) {
        marks = newMarks;
        if (marks.isOn()) {
            accumulators.requireKept();
        }
    }

    /** What tells checkpoints what has changed. */
    public Marks marks() {
        return marks;
    }

    @Override
    public int group(int id) {
        return index.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        index.write(id, out);
        accumulators.write(id, out);
    }

    @Override
    public void read(StateInput in) {
        readEntry(in);
    }

    /** Takes back what {@link #write} wrote; returns the id that it is kept under. */
    public int readEntry(StateInput in) {
        int id = index.read(in);
        marks.touch(id);
        accumulators.ensure(index.limit());
        accumulators.read(id, in);
        return id;
    }

    /** The values of a key column by id, as {@code column} counts the columns of the key. */
    public Vector key(int column) {
        return index.key(column);
    }

    KeyIndex index() {
        return index;
    }

    AggregateRows accumulators() {
        return accumulators;
    }

    /** Makes the one group of a table without keys, even before it has rows. */
    public void makeOnlyGroup() {
        marks.touch(0);
        accumulators.ensure(1);
    }

    /** Appends key columns, then results, of some ids; ends no rows. */
    public void append(int[] ids, int count, BatchBuilder out) {
        for (int c = 0; c < ownKeyColumns.length; c++) {
            out.column(c).append(index.key(c), ids, 0, count);
        }
        accumulators.result(ids, count, out, ownKeyColumns.length);
    }

    /** How many rows some ids hold; valid until the next call. */
    public long[] rowCounts(int[] ids, int count) {
        return accumulators.rowCounts(ids, count);
    }

    /** Forgets a key; its id may be given to another. */
    public void remove(int id) {
        marks.remove(id);
        accumulators.reset(id, id + 1);
        index.remove(id);
    }

    /** All ids are below this. */
    public int limit() {
        return index.limit();
    }

    /** The ids from 0; at least {@code count} of them; shared, not to be changed. */
    public int[] identity(int count) {
        return index.identity(count);
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return index.bytes() + accumulators.bytes();
    }

    @Override
    public long rows() {
        return index.size();
    }
}
