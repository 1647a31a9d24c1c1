package io.millrace.engine.aggregate;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP: count, mean and sum of squared differences, by Welford's update and
 * Chan, Golub and LeVeque's merge. Taking a row back runs the update backwards, which rounds: after values of very
 * different size were taken back the last digits may differ. NULL without values, and for the sample forms with one.
 * NaN and infinities, with any of which the result is NaN, are counted apart, so that they can be taken back.
 */
final class Variance implements FixedAggregate.Shared {
    private static final int MEAN = 1;
    private static final int SQUARES = 2;
    private static final int NOT_FINITE = 3;

    private final Kind kind;
    private final boolean sample;
    private final boolean root;

    Variance(Kind kind, boolean sample, boolean root) {
        this.kind = kind;
        this.sample = sample;
        this.root = root;
    }

    @Override
    public String accumulator() {
        return "variance";
    }

    @Override
    public int words() {
        return 4;
    }

    @Override
    public void reset(long[] words, int at) {
        for (int i = 0; i < 4; i++) {
            words[at + i] = 0;
        }
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return;
        }
        double value =
                arguments[0] instanceof DoubleVector doubles ? doubles.get(row) : ((LongVector) arguments[0]).get(row);
        if (Double.isFinite(value)) {
            combine(words, at, weight, value, 0);
        } else {
            words[at + NOT_FINITE] += weight;
        }
    }

    private static void combine(long[] words, int at, long count, double mean, double squares) {
        long before = words[at];
        long after = before + count;
        words[at] = after;
        if (after == 0) {
            words[at + MEAN] = 0;
            words[at + SQUARES] = 0;
            return;
        }
        double ownMean = Double.longBitsToDouble(words[at + MEAN]);
        double difference = mean - ownMean;
        double share = (double) count / after;
        double newMean = before == 0 ? mean : ownMean + difference * share;
        double newSquares = Double.longBitsToDouble(words[at + SQUARES]) + squares + difference * difference * share * before;
        words[at + MEAN] = Double.doubleToRawLongBits(newMean);
        words[at + SQUARES] = Double.doubleToRawLongBits(before == 0 ? squares : newSquares);
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at + NOT_FINITE] += other[otherAt + NOT_FINITE];
        if (other[otherAt] != 0) {
            combine(
                    words,
                    at,
                    other[otherAt],
                    Double.longBitsToDouble(other[otherAt + MEAN]),
                    Double.longBitsToDouble(other[otherAt + SQUARES]));
        }
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at] + words[at + NOT_FINITE];
        long divisor = sample ? count - 1 : count;
        if (divisor <= 0) {
            out.appendNull();
            return;
        }
        double squares = Double.longBitsToDouble(words[at + SQUARES]);
        double variance = words[at + NOT_FINITE] != 0 ? Double.NaN : (squares < 0 ? 0 : squares) / divisor;
        double value = root ? Math.sqrt(variance) : variance;
        if (kind.isInteger()) {
            ((LongVector) out).append(LongSum.wrap(kind, (long) value));
        } else {
            ((DoubleVector) out).append(kind == Kind.FLOAT ? (float) value : value);
        }
    }
}
