package io.millrace.engine.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Output;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;

/** The results of groups as they were last emitted, so that only what changed is emitted again. One thread at a time. */
public final class PublishedResults {
    private final AggregateTable table;
    private final int keyCount;
    private final Vector.Writable[] published;
    private final BatchBuilder fresh;
    private final BatchBuilder changes;
    private boolean[] isPublished = new boolean[16];

    /**
     * @param output the keys, then the results
     * @param most how many groups are emitted together at most
     */
    public PublishedResults(AggregateTable table, int keyCount, Schema output, int most) {
        this.table = table;
        this.keyCount = keyCount;
        published = new Vector.Writable[output.size() - keyCount];
        for (int i = 0; i < published.length; i++) {
            published[i] = Vector.create(output.type(keyCount + i), 16);
        }
        fresh = new BatchBuilder(output, most);
        changes = new BatchBuilder(output, most);
    }

    /** Emits what changed in some groups: nothing, an insertion, a deletion, or both for an update. */
    public void emit(int[] ids, int count, Output output) {
        fresh.clear();
        changes.clear();
        table.append(ids, count, fresh);
        fresh.endRows(count);
        Batch results = fresh.build();
        long[] rowCounts = table.rowCounts(ids, count);
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            boolean exists = rowCounts[i] > 0 || keyCount == 0;
            if (isPublished(id)) {
                if (exists && isSame(id, results, i)) {
                    continue;
                }
                appendKey(results, i);
                for (int c = 0; c < published.length; c++) {
                    changes.column(keyCount + c).append(published[c].vector(), id);
                }
                changes.endRow(-1);
            }
            if (exists) {
                appendKey(results, i);
                for (int c = 0; c < published.length; c++) {
                    changes.column(keyCount + c).append(results.column(keyCount + c), i);
                }
                changes.endRow(1);
                remember(id, results, i);
            }
            setPublished(id, exists);
        }
        output.emit(changes.build());
    }

    /** Whether the group is out. */
    public boolean isPublished(int id) {
        return id < isPublished.length && isPublished[id];
    }

    /** Writes what is out of a group. */
    public void write(int id, StateOutput out) {
        out.writeBoolean(isPublished(id));
        if (isPublished(id)) {
            for (Vector.Writable column : published) {
                out.writeValue(column.vector(), id);
            }
        }
    }

    /** Takes back what {@link #write} wrote. */
    public void read(int id, StateInput in) {
        boolean exists = in.readBoolean();
        setPublished(id, exists);
        for (int c = 0; exists && c < published.length; c++) {
            Vector.Writable value = Vector.createLike(published[c].vector(), 1);
            in.readValue(value);
            remember(c, id, value.vector(), 0);
        }
    }

    /** Forgets what is out of a group, without taking it back. */
    public void forget(int id) {
        if (id < isPublished.length) {
            isPublished[id] = false;
        }
    }

    private void setPublished(int id, boolean exists) {
        if (id >= isPublished.length) {
            isPublished = Arrays.copyOf(isPublished, Math.max(id + 1, isPublished.length * 2));
        }
        isPublished[id] = exists;
    }

    private boolean isSame(int id, Batch results, int row) {
        for (int c = 0; c < published.length; c++) {
            if (!KeyIndex.same(published[c].vector(), id, results.column(keyCount + c), row)) {
                return false;
            }
        }
        return true;
    }

    private void appendKey(Batch results, int row) {
        for (int c = 0; c < keyCount; c++) {
            changes.column(c).append(results.column(c), row);
        }
    }

    private void remember(int id, Batch results, int row) {
        for (int c = 0; c < published.length; c++) {
            remember(c, id, results.column(keyCount + c), row);
        }
    }

    private void remember(int column, int id, Vector source, int row) {
        Vector.Writable values = published[column];
        while (values.vector().size() <= id) {
            values.appendNull();
        }
        values.set(id, source, row);
    }

    /** Heap bytes held, roughly. */
    public long bytes() {
        long sum = isPublished.length;
        for (Vector.Writable column : published) {
            sum += column.vector().bytes();
        }
        return sum;
    }
}
