package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.TopRows;
import io.millrace.engine.table.KeyIndex;

/**
 * The first rows of keys that have an end: rows are added, then a key's rows are read off once and forgotten. Keeps only
 * the rows that count. One thread at a time.
 */
public final class KeyedTop {
    private final boolean numbered;
    private final int[] partition;
    private final KeyIndex keys;
    private final RankedRows ranked;
    private final OrderedRows rows;
    private int[] ids = new int[0];

    public KeyedTop(TopRows spec, Schema input) {
        numbered = spec.numbered();
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        ranked = new RankedRows(spec, input, false, this::free);
        rows = ranked.rows();
    }

    /** Sees rows that have been read back. */
    public interface Restored {
        void accept(int key, int row);
    }

    /** Has the rows survive a restart: to be said before there are any. */
    public void keep(OperatorStates states, Restored restored) {
        RowEntries.keep(states, rows, keys, partition, new RowEntries.Extra() {
            @Override
            public void write(int row, StateOutput out) {}

            @Override
            public void read(int key, int row, StateInput in) {
                ranked.restored(key, row);
                restored.accept(key, row);
            }
        });
    }

    /** The values of all rows, by column and row. */
    public Vector[] values() {
        return rows.values();
    }

    private void free(int row) {
        rows.free(row);
    }

    /**
     * Adds rows.
     *
     * @param chosen which rows of the batch
     * @return the id of each row's key; valid until the next call
     */
    public int[] add(Batch batch, int[] chosen, int count) {
        if (ids.length < count) {
            ids = new int[Math.max(count, Batch.TARGET_ROWS)];
        }
        keys.lookup(batch, partition, chosen, count, ids);
        ranked.ensureKeys(keys.limit());
        Vector[] columns = RowOrder.flat(batch);
        for (int i = 0; i < count; i++) {
            ranked.add(ids[i], columns, chosen[i]);
        }
        return ids;
    }

    /** All ids are below this. */
    public int limit() {
        return keys.limit();
    }

    /** How many rows a key holds. */
    public int size(int key) {
        return rows.size(key);
    }

    /** Appends the rows of a key that count, in order, with their ranks if those are asked for, and forgets the key. */
    public void take(int key, BatchBuilder out) {
        Vector[] values = rows.values();
        int start = ranked.start(key);
        int end = ranked.end(key);
        int row = start < end ? rows.at(key, start) : OrderedRows.NONE;
        int before = OrderedRows.NONE;
        long rank = 0;
        for (int position = start; position < end; position++) {
            for (int c = 0; c < values.length; c++) {
                out.column(c).append(values[c], row);
            }
            if (numbered) {
                rank = position == start ? ranked.rank(key, row) : ranked.rankAfter(before, rank, row, position);
                out.longs(values.length).append(rank);
            }
            out.endRow();
            before = row;
            row = rows.next(row);
        }
        ranked.clear(key, any -> {});
        keys.remove(key);
    }

    public long bytes() {
        return ranked.bytes() + keys.bytes();
    }

    public long rows() {
        return rows.rows();
    }
}
