package io.millrace.engine.aggregate;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;

/**
 * SUM and AVG of FLOAT and DOUBLE, NULL without values. The sum is kept as an unevaluated pair (high, low) by Knuth's
 * TwoSum and rounded once, in the result, so the order of rows and the number of workers do not show. NaN and
 * infinities are counted apart, so that they can be taken back.
 */
final class DoubleSum implements FixedAggregate.Bulk, FixedAggregate.Shared {
    private static final int LOW = 1;
    private static final int COUNT = 2;
    private static final int NANS = 3;
    /** Positive infinities in the upper half, negative ones in the lower. */
    private static final int INFINITIES = 4;

    private final Kind kind;
    private final boolean average;

    DoubleSum(Kind kind, boolean average) {
        this.kind = kind;
        this.average = average;
    }

    @Override
    public String accumulator() {
        return "double sum";
    }

    @Override
    public int words() {
        return 5;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        DoubleVector argument = (DoubleVector) arguments[0];
        if (!argument.isNull(row)) {
            addValue(words, at, argument.get(row), weight);
        }
    }

    @Override
    public void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments) {
        DoubleVector argument = (DoubleVector) arguments[0];
        double[] values = argument.values();
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
            addValue(
                    chunks[id >>> Accumulators.CHUNK_BITS],
                    (id & Accumulators.CHUNK_MASK) * words + offset,
                    values[row],
                    weights == null ? 1 : weights[row]);
        }
    }

    private static void addValue(long[] words, int at, double value, long weight) {
        words[at + COUNT] += weight;
        if (Math.abs(value) <= Double.MAX_VALUE) {
            if (weight == 1) {
                addFinite(words, at, value, 0);
            } else {
                double product = value * weight;
                addFinite(words, at, product, Math.fma(value, (double) weight, -product));
            }
        } else if (Double.isNaN(value)) {
            words[at + NANS] += weight;
        } else {
            words[at + INFINITIES] += value > 0 ? weight << 32 : weight;
        }
    }

    /** Adds a value and its rounding error to the pair (high, low) at {@code at}. */
    static void addFinite(long[] words, int at, double value, double error) {
        double high = Double.longBitsToDouble(words[at]);
        double sum = high + value;
        double part = sum - high;
        double lost = (high - (sum - part)) + (value - part);
        double low = Double.longBitsToDouble(words[at + LOW]) + (lost + error);
        words[at] = Double.doubleToRawLongBits(sum);
        words[at + LOW] = Double.doubleToRawLongBits(low);
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        addFinite(words, at, Double.longBitsToDouble(other[otherAt]), Double.longBitsToDouble(other[otherAt + LOW]));
        words[at + COUNT] += other[otherAt + COUNT];
        words[at + NANS] += other[otherAt + NANS];
        words[at + INFINITIES] += other[otherAt + INFINITIES];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at + COUNT];
        if (count == 0) {
            out.appendNull();
            return;
        }
        double value = value(words, at, count);
        ((DoubleVector) out).append(kind == Kind.FLOAT ? (float) value : value);
    }

    private double value(long[] words, int at, long count) {
        int below = (int) words[at + INFINITIES];
        // A borrow from the lower half, when it is negative, is given back.
        long above = words[at + INFINITIES] - below >> 32;
        if (words[at + NANS] != 0 || above != 0 && below != 0) {
            return Double.NaN;
        }
        if (above != 0 || below != 0) {
            return above != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double high = Double.longBitsToDouble(words[at]);
        double low = Double.longBitsToDouble(words[at + LOW]);
        if (!average) {
            double sum = high + low;
            return Double.isNaN(sum) ? high : sum;
        }
        double sum = high + low;
        double rest = (high - sum) + low;
        double quotient = sum / count;
        double mean = quotient + (Math.fma(-quotient, (double) count, sum) + rest) / count;
        return Double.isNaN(mean) ? quotient : mean;
    }
}
