package io.millrace.engine.aggregate;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;

/**
 * SUM and AVG of whole numbers. As in Flink the result has the argument's type: a sum wraps at its width, an average is
 * cut towards zero; both are NULL without values.
 */
final class LongSum implements FixedAggregate.Bulk, FixedAggregate.Shared, FixedAggregate.Exact {
    private final Kind kind;
    private final boolean average;

    LongSum(Kind kind, boolean average) {
        this.kind = kind;
        this.average = average;
    }

    @Override
    public String accumulator() {
        return "long sum";
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        LongVector argument = (LongVector) arguments[0];
        if (!argument.isNull(row)) {
            words[at] += argument.get(row) * weight;
            words[at + 1] += weight;
        }
    }

    @Override
    public void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments) {
        LongVector argument = (LongVector) arguments[0];
        long[] values = argument.values();
        boolean[] nulls = argument.nulls();
        long[] weights = rows.weights;
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
            long weight = weights == null ? 1 : weights[row];
            chunk[at] += values[row] * weight;
            chunk[at + 1] += weight;
        }
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
        words[at + 1] += other[otherAt + 1];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at + 1];
        if (count == 0) {
            out.appendNull();
            return;
        }
        long value = average ? words[at] / count : words[at];
        ((LongVector) out).append(wrap(kind, value));
    }

    /** Cuts a value to the width of a whole-number type. */
    static long wrap(Kind kind, long value) {
        return switch (kind) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INT -> (int) value;
            default -> value;
        };
    }
}
