package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Entries;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.table.Hashes;
import io.millrace.engine.table.KeyIndex;

/**
 * Ordered rows as checkpoints see them, one entry a row: with its priority, so that trees have the same shape after a
 * restart, and its number, so that rows that are alike stay in their order. One thread at a time.
 */
final class RowEntries implements Entries {
    private final OrderedRows rows;
    private final KeyIndex keys;
    private final int[] partition;
    private final Extra extra;

    /** What its owner knows of a row besides. */
    interface Extra {
        void write(int row, StateOutput out);

        /** Takes back what {@link #write} wrote, of a row that has just been added to a key. */
        void read(int key, int row, StateInput in);
    }

    private RowEntries(OrderedRows rows, KeyIndex keys, int[] partition, Extra extra) {
        this.rows = rows;
        this.keys = keys;
        this.partition = partition;
        this.extra = extra;
    }

    /**
     * Has rows survive a restart: to be said before there are any.
     *
     * @param keys gives the keys of the rows their ids
     * @param partition the columns of the keys
     */
    static void keep(OperatorStates states, OrderedRows rows, KeyIndex keys, int[] partition, Extra extra) {
        rows.slots().mark(states.keep("rows", new RowEntries(rows, keys, partition, extra)));
    }

    @Override
    public int group(int row) {
        return Hashes.group(new Batch(rows.values(), rows.limit()), partition, row);
    }

    @Override
    public void write(int row, StateOutput out) {
        out.writeNumber(rows.slots().number(row));
        out.writeInt(rows.priority(row));
        out.writeRow(rows.values(), row);
        extra.write(row, out);
    }

    @Override
    public void read(StateInput in) {
        long number = in.readNumber();
        int priority = in.readInt();
        Vector[] values = new Vector[rows.values().length];
        for (int c = 0; c < values.length; c++) {
            Vector.Writable value = Vector.createLike(rows.values()[c], 1);
            in.readValue(value);
            values[c] = value.vector();
        }
        int[] key = new int[1];
        keys.lookup(new Batch(values, 1), partition, null, 1, key);
        rows.ensureKeys(keys.limit());
        int row = rows.restore(key[0], values, priority, number);
        extra.read(key[0], row, in);
    }
}
