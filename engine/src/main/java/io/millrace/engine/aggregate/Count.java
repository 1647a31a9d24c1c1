package io.millrace.engine.aggregate;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;

/** COUNT(*) and COUNT(x): how many rows, or how many where no argument is NULL. */
final class Count implements FixedAggregate.Bulk, FixedAggregate.Exact {
    @Override
    public int words() {
        return 1;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        for (Vector argument : arguments) {
            if (argument.isNull(row)) {
                return;
            }
        }
        words[at] += weight;
    }

    @Override
    public void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments) {
        boolean nulls = false;
        for (Vector argument : arguments) {
            nulls |= argument.hasNulls();
        }
        long[][] chunks = accumulators.chunks();
        int words = accumulators.words();
        int[] ids = rows.ids;
        int count = rows.count;
        if (nulls || rows.weights != null) {
            for (int i = 0; i < count; i++) {
                int id = ids[i];
                int row = rows.row(i);
                add(
                        chunks[id >>> Accumulators.CHUNK_BITS],
                        (id & Accumulators.CHUNK_MASK) * words + offset,
                        arguments,
                        row,
                        rows.weight(row));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            chunks[id >>> Accumulators.CHUNK_BITS][(id & Accumulators.CHUNK_MASK) * words + offset]++;
        }
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        ((LongVector) out).append(words[at]);
    }
}
