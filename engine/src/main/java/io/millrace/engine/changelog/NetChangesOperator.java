package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification.NetChanges;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Emits at the end of an epoch what it changed in all, each row once, and what that means; see {@link NetChanges}. Keeps the
 * changed rows of the epoch, nothing beyond it.
 */
public final class NetChangesOperator implements Operator {
    private final Schema schema;
    private final ChangeKinds kinds;
    private final int[] columns;
    private KeyIndex rows;
    private long[] weights = new long[16];
    private int[] ids = new int[Batch.TARGET_ROWS];

    /** @param input columns that users see, and no hidden ones */
    public NetChangesOperator(NetChanges spec, Schema input) {
        schema = input;
        kinds = new ChangeKinds(spec.key(), input);
        columns = IntStream.range(0, input.size()).toArray();
        rows = index();
    }

    private KeyIndex index() {
        return new KeyIndex(Arrays.stream(columns).mapToObj(schema::type).toList());
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[size];
        }
        rows.lookup(batch, columns, null, size, ids);
        if (weights.length < rows.limit()) {
            weights = Arrays.copyOf(weights, Math.max(rows.limit(), weights.length * 2));
        }
        for (int row = 0; row < size; row++) {
            weights[ids[row]] += batch.weight(row);
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        int limit = rows.limit();
        int[] changed = IntStream.range(0, limit).filter(id -> weights[id] != 0).toArray();
        if (changed.length > 0) {
            emit(changed, output);
        }
        Arrays.fill(weights, 0, limit, 0);
        rows = limit == 0 ? rows : index();
        return Progress.DONE;
    }

    private void emit(int[] changed, Output output) {
        Batch all = new Batch(rows.keys().columns(), rows.limit(), weights).select(changed, changed.length);
        long[] told = new long[changed.length];
        kinds.tell(all, told);
        int[] slice = new int[Math.min(changed.length, Batch.TARGET_ROWS)];
        for (int from = 0; from < told.length; from += slice.length) {
            int count = Math.min(slice.length, told.length - from);
            LongVector meanings = new LongVector(count);
            for (int i = 0; i < count; i++) {
                slice[i] = from + i;
                meanings.append(told[from + i]);
            }
            Batch part = all.select(slice, count);
            Vector[] marked = Arrays.copyOf(part.columns(), columns.length + 1);
            marked[columns.length] = meanings;
            output.emit(new Batch(marked, count, part.weights()));
        }
    }
}
