package io.millrace.engine.aggregate;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;

/** MIN and MAX of FLOAT and DOUBLE over rows that are never taken back; NaN is above all numbers. */
final class DoubleExtreme implements FixedAggregate.Bulk {
    private final boolean largest;

    DoubleExtreme(boolean largest) {
        this.largest = largest;
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void reset(long[] words, int at) {
        // NaN is above all numbers, so the smallest of nothing is NaN.
        words[at] = Double.doubleToRawLongBits(largest ? Double.NEGATIVE_INFINITY : Double.NaN);
        words[at + 1] = 0;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        DoubleVector argument = (DoubleVector) arguments[0];
        if (!argument.isNull(row)) {
            offer(words, at, argument.get(row));
        }
    }

    @Override
    public void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments) {
        DoubleVector argument = (DoubleVector) arguments[0];
        double[] values = argument.values();
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
            offer(chunks[id >>> Accumulators.CHUNK_BITS], (id & Accumulators.CHUNK_MASK) * words + offset, values[row]);
        }
    }

    private void offer(long[] words, int at, double value) {
        double best = Double.longBitsToDouble(words[at]);
        // Math.max answers NaN when there is one, which is the largest; a comparison with NaN is false.
        double better = largest ? Math.max(best, value) : best <= value ? best : smaller(best, value);
        words[at] = Double.doubleToRawLongBits(better);
        words[at + 1] = 1;
    }

    private static double smaller(double best, double value) {
        return Double.isNaN(value) ? best : value;
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        if (other[otherAt + 1] != 0) {
            offer(words, at, Double.longBitsToDouble(other[otherAt]));
        }
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        if (words[at + 1] == 0) {
            out.appendNull();
        } else {
            ((DoubleVector) out).append(Double.longBitsToDouble(words[at]));
        }
    }
}
