package io.millrace.engine.aggregate;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;

/** MIN and MAX of values stored as longs, over rows that are never taken back. */
final class LongExtreme implements FixedAggregate.Bulk {
    private final boolean largest;

    LongExtreme(boolean largest) {
        this.largest = largest;
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void reset(long[] words, int at) {
        words[at] = largest ? Long.MIN_VALUE : Long.MAX_VALUE;
        words[at + 1] = 0;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        LongVector argument = (LongVector) arguments[0];
        if (!argument.isNull(row)) {
            long value = argument.get(row);
            words[at] = largest ? Math.max(words[at], value) : Math.min(words[at], value);
            words[at + 1] = 1;
        }
    }

    @Override
    public void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments) {
        LongVector argument = (LongVector) arguments[0];
        long[] values = argument.values();
        boolean[] nulls = argument.nulls();
        int[] chosen = rows.rows;
        int[] ids = rows.ids;
        long[][] chunks = accumulators.chunks();
        int words = accumulators.words();
        for (int i = 0; i < rows.count; i++) {
            int row = chosen == null ? i : chosen[i];
            if (nulls != null && nulls[row]) {
                continue;
            }
            int id = ids[i];
            long[] chunk = chunks[id >>> Accumulators.CHUNK_BITS];
            int at = (id & Accumulators.CHUNK_MASK) * words + offset;
            chunk[at] = largest ? Math.max(chunk[at], values[row]) : Math.min(chunk[at], values[row]);
            chunk[at + 1] = 1;
        }
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] = largest ? Math.max(words[at], other[otherAt]) : Math.min(words[at], other[otherAt]);
        words[at + 1] |= other[otherAt + 1];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        if (words[at + 1] == 0) {
            out.appendNull();
        } else {
            ((LongVector) out).append(words[at]);
        }
    }
}
