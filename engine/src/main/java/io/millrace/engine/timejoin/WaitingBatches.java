package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.RowGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait until all can go at once. For checkpoints, each is an entry, known by how many came before it. One
 * thread at a time.
 */
final class WaitingBatches implements Entries {
    private final Schema schema;
    private final RowGroups groups;
    private final List<BatchBuilder> batches = new ArrayList<>();
    /** How many rows there are before each batch. */
    private final List<Integer> before = new ArrayList<>();

    private final BatchBuilder one;
    private Marks marks = Marks.OFF;
    private int rows;
    private int taken;

    /**
     * @param keys the columns by which rows find their worker
     */
    WaitingBatches(Schema schema, int[] keys) {
        this.schema = schema;
        groups = new RowGroups(keys);
        one = new BatchBuilder(schema, 1);
    }

    /** Has the rows survive a restart. */
    void keep(OperatorStates states) {
        marks = states.keep("waiting", this);
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Adds copies of rows; only while none are taken. */
    void add(Batch batch) {
        BatchBuilder newest = batches.isEmpty() ? null : batches.get(batches.size() - 1);
        if (newest == null || newest.isFull()) {
            newest = new BatchBuilder(schema, batch.size());
            batches.add(newest);
            before.add(rows);
        }
        newest.append(batch);
        for (int i = 0; i < batch.size(); i++) {
            marks.touch(rows++);
        }
    }

    /** The first batch that has not been taken, or null; it stays until {@link #remove}. */
    @Nullable Batch first() {
        if (batches.isEmpty()) {
            return null;
        }
        // From now on they go, all in the same epoch.
        while (rows > 0) {
            marks.remove(--rows);
        }
        return batches.get(taken).build();
    }

    /** Forgets the first batch. */
    void remove() {
        if (++taken == batches.size()) {
            batches.clear();
            before.clear();
            taken = 0;
        }
    }

    @Override
    public int group(int id) {
        int batch = batch(id);
        return groups.group(batches.get(batch).build().columns(), id - before.get(batch));
    }

    @Override
    public void write(int id, StateOutput out) {
        int batch = batch(id);
        Batch in = batches.get(batch).build();
        int row = id - before.get(batch);
        out.writeRow(in.columns(), row);
        out.writeSigned(in.weight(row));
    }

    private int batch(int id) {
        int low = 0;
        int high = batches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (before.get(middle) <= id) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void read(StateInput in) {
        one.clear();
        for (int c = 0; c < schema.size(); c++) {
            in.readValue(one.column(c));
        }
        one.endRow(in.readSigned());
        add(one.build());
    }

    long rows() {
        long sum = 0;
        for (int i = taken; i < batches.size(); i++) {
            sum += batches.get(i).size();
        }
        return sum;
    }

    long bytes() {
        long sum = marks.bytes();
        for (BatchBuilder each : batches) {
            sum += each.bytes();
        }
        return sum;
    }
}
