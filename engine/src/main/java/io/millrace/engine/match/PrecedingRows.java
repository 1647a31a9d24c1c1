package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Recognition.Offset;
import java.util.Arrays;
import java.util.List;

/**
 * Columns of rows before: the last few values of each key, for good. Nothing is kept where only rows themselves are asked
 * for.
 */
final class PrecedingRows {
    private final int[] columns;
    private final int[] rows;
    private final Vector.Writable[] history;
    private final Vector.Writable[] results;
    private final int depth;
    private long[] counts = new long[16];
    private int limit;

    /**
     * @param offsets what to compute, over the input
     * @param input the columns of the batches that come
     */
    PrecedingRows(List<Offset> offsets, Schema input) {
        columns = offsets.stream().mapToInt(Offset::column).toArray();
        rows = offsets.stream().mapToInt(Offset::rows).toArray();
        depth = -Arrays.stream(rows).min().orElse(0);
        history = new Vector.Writable[columns.length];
        results = new Vector.Writable[columns.length];
        for (int i = 0; i < columns.length; i++) {
            history[i] = Vector.create(input.type(columns[i]), 16);
            results[i] = Vector.create(input.type(columns[i]), 16);
        }
    }

    /** Whether keys have to be kept. */
    boolean isEmpty() {
        return depth == 0;
    }

    /** The columns asked for, of each row of a batch in order; lent until the next call. */
    Batch apply(Batch batch, int[] ids) {
        Vector[] all = new Vector[columns.length];
        for (int c = 0; c < columns.length; c++) {
            all[c] = rows[c] == 0 ? batch.column(columns[c]).flat() : results[c].vector();
            results[c].clear();
        }
        if (depth > 0) {
            for (int row = 0; row < batch.size(); row++) {
                add(batch, row, ids[row]);
            }
        }
        return new Batch(all, batch.size());
    }

    private void add(Batch batch, int row, int id) {
        ensure(id + 1);
        long count = counts[id]++;
        for (int c = 0; c < columns.length; c++) {
            int back = -rows[c];
            if (back == 0) {
                continue;
            }
            if (count < back) {
                results[c].appendNull();
            } else {
                results[c].append(history[c].vector(), slot(id, count - back));
            }
            history[c].set(slot(id, count), batch.column(columns[c]).flat(), row);
        }
    }

    /** Writes what is kept of a key for a checkpoint. */
    void write(int id, StateOutput out) {
        if (depth == 0) {
            return;
        }
        ensure(id + 1);
        out.writeNumber(counts[id]);
        for (int c = 0; c < columns.length; c++) {
            for (int i = 0; rows[c] < 0 && i < depth; i++) {
                out.writeValue(history[c].vector(), Math.addExact(Math.multiplyExact(id, depth), i));
            }
        }
    }

    /** Takes back what {@link #write} wrote. */
    void read(int id, StateInput in) {
        if (depth == 0) {
            return;
        }
        ensure(id + 1);
        counts[id] = in.readNumber();
        for (int c = 0; c < columns.length; c++) {
            for (int i = 0; rows[c] < 0 && i < depth; i++) {
                Vector.Writable value = Vector.createLike(history[c].vector(), 1);
                in.readValue(value);
                history[c].set(Math.addExact(Math.multiplyExact(id, depth), i), value.vector(), 0);
            }
        }
    }

    private int slot(int id, long count) {
        return Math.addExact(Math.multiplyExact(id, depth), (int) (count % depth));
    }

    private void ensure(int keys) {
        if (keys > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(keys, counts.length * 2));
        }
        for (; limit < keys; limit++) {
            for (int c = 0; c < columns.length; c++) {
                for (int i = 0; rows[c] < 0 && i < depth; i++) {
                    history[c].appendNull();
                }
            }
        }
    }

    long bytes() {
        long sum = 8L * counts.length;
        for (Vector.Writable values : history) {
            sum += values.vector().bytes();
        }
        return sum;
    }
}
