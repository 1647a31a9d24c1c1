package io.millrace.engine.aggregate;

import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP: count, mean and sum of squared differences, by Welford's update and
 * Chan, Golub and LeVeque's merge. Taking a row back runs the update backwards, which rounds: after values of very
 * different size were taken back the last digits may differ. NULL without values, and for the sample forms with one.
 */
final class Variance implements FixedAggregate.Shared {
    private static final double TWO_TO_64 = 0x1p64;

    private final Type type;
    private final double unit;
    private final boolean sample;
    private final boolean root;

    /**
     * @param argument the type of the values
     * @param type the type of the result
     */
    Variance(Type argument, Type type, boolean sample, boolean root) {
        this.type = type;
        this.unit = argument.storage() == Storage.DECIMAL ? Math.pow(10, argument.scale()) : 1;
        this.sample = sample;
        this.root = root;
    }

    @Override
    public String accumulator() {
        return "variance";
    }

    @Override
    public int words() {
        return 3;
    }

    @Override
    public void reset(long[] words, int at) {
        words[at] = 0;
        words[at + 1] = 0;
        words[at + 2] = 0;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return;
        }
        combine(words, at, weight, value(arguments[0], row), 0);
    }

    private double value(Vector argument, int row) {
        if (argument instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (argument instanceof DecimalVector decimals) {
            long low = decimals.low()[row];
            return (decimals.high()[row] * TWO_TO_64 + (low >= 0 ? low : low + TWO_TO_64)) / unit;
        }
        return ((LongVector) argument).get(row);
    }

    private static void combine(long[] words, int at, long count, double mean, double squares) {
        long before = words[at];
        long after = before + count;
        words[at] = after;
        if (after == 0) {
            words[at + 1] = 0;
            words[at + 2] = 0;
            return;
        }
        double ownMean = Double.longBitsToDouble(words[at + 1]);
        double difference = mean - ownMean;
        double share = (double) count / after;
        double newMean = before == 0 ? mean : ownMean + difference * share;
        double newSquares = Double.longBitsToDouble(words[at + 2]) + squares + difference * difference * share * before;
        words[at + 1] = Double.doubleToRawLongBits(newMean);
        words[at + 2] = Double.doubleToRawLongBits(before == 0 ? squares : newSquares);
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        if (other[otherAt] != 0) {
            combine(
                    words,
                    at,
                    other[otherAt],
                    Double.longBitsToDouble(other[otherAt + 1]),
                    Double.longBitsToDouble(other[otherAt + 2]));
        }
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at];
        long divisor = sample ? count - 1 : count;
        if (divisor <= 0) {
            out.appendNull();
            return;
        }
        double squares = Double.longBitsToDouble(words[at + 2]);
        double variance = (squares < 0 ? 0 : squares) / divisor;
        double value = root ? Math.sqrt(variance) : variance;
        Kind kind = type.kind();
        if (kind.isInteger()) {
            ((LongVector) out).append(LongSum.wrap(kind, (long) value));
        } else if (kind == Kind.DECIMAL) {
            BigDecimal rounded = BigDecimal.valueOf(value).setScale(type.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > type.precision()) {
                out.appendNull();
            } else {
                ((DecimalVector) out).append(rounded.unscaledValue());
            }
        } else {
            ((DoubleVector) out).append(kind == Kind.FLOAT ? (float) value : value);
        }
    }
}
