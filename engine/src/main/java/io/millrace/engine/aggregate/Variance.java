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
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP: count, sum and sum of squares, the sums as pairs (high, low) that hold
 * twice the digits of a double. So the order of rows and the number of workers do not show, and what is taken back
 * leaves nothing behind. NULL without values, and for the sample forms with one. NaN and infinities, with any of which
 * the result is NaN, are counted apart, so that they can be taken back.
 */
final class Variance implements FixedAggregate.Shared {
    private static final int SUM = 1;
    private static final int SQUARES = 3;
    private static final int NOT_FINITE = 5;
    private static final int WORDS = 6;
    /** What the difference of the sums may be off by, relative to the squares: less than this is nothing. */
    private static final double NOISE = 0x1p-100;

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
        return WORDS;
    }

    @Override
    public void reset(long[] words, int at) {
        for (int i = 0; i < WORDS; i++) {
            words[at + i] = 0;
        }
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return;
        }
        double value = value(arguments[0], row);
        if (Double.isFinite(value)) {
            words[at] += weight;
            addTimes(words, at + SUM, value, 0, weight);
            double square = value * value;
            addTimes(words, at + SQUARES, square, Math.fma(value, value, -square), weight);
        } else {
            words[at + NOT_FINITE] += weight;
        }
    }

    private double value(Vector argument, int row) {
        if (argument instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (argument instanceof DecimalVector decimals) {
            long low = decimals.low()[row];
            long high = decimals.high()[row];
            // What fits a long goes without its upper half: -1 * 2^64 + (2^64 - 5) would round to 0.
            return (high == low >> 63 ? low : high * TWO_TO_64 + (low >= 0 ? low : low + TWO_TO_64)) / unit;
        }
        return ((LongVector) argument).get(row);
    }

    private static void addTimes(long[] words, int at, double value, double error, long weight) {
        double product = value * weight;
        DoubleSum.addFinite(words, at, product, Math.fma(value, (double) weight, -product) + error * weight);
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
        words[at + NOT_FINITE] += other[otherAt + NOT_FINITE];
        mergePair(words, at + SUM, other, otherAt + SUM);
        mergePair(words, at + SQUARES, other, otherAt + SQUARES);
    }

    private static void mergePair(long[] words, int at, long[] other, int otherAt) {
        double low = Double.longBitsToDouble(other[otherAt + 1]);
        DoubleSum.addFinite(words, at, Double.longBitsToDouble(other[otherAt]), low);
    }

    /** The sum of squared differences from the mean. */
    private static double differences(long[] words, int at) {
        double count = words[at];
        double given = Double.longBitsToDouble(words[at + SUM]);
        double sum = given + Double.longBitsToDouble(words[at + SUM + 1]);
        double sumLow = (given - sum) + Double.longBitsToDouble(words[at + SUM + 1]);
        double product = sum * sum;
        double productLow = Math.fma(sum, sum, -product) + 2 * sum * sumLow;
        double share = product / count;
        double shareLow = (Math.fma(-share, count, product) + productLow) / count;
        double squares = Double.longBitsToDouble(words[at + SQUARES]);
        double rest = Double.longBitsToDouble(words[at + SQUARES + 1]) - shareLow;
        double difference = squares - share;
        double part = difference - squares;
        double lost = (squares - (difference - part)) - (share + part);
        double all = difference + (lost + rest);
        return all <= Math.abs(squares) * NOISE ? 0 : all;
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at] + words[at + NOT_FINITE];
        long divisor = sample ? count - 1 : count;
        if (divisor <= 0) {
            out.appendNull();
            return;
        }
        double variance = words[at + NOT_FINITE] != 0 ? Double.NaN : differences(words, at) / divisor;
        double value = root ? Math.sqrt(variance) : variance;
        Kind kind = type.kind();
        if (kind.isInteger()) {
            // As CAST of a DOUBLE: the largest value of BIGINT and INT where it is too large, narrower types wrap.
            ((LongVector) out).append(kind == Kind.BIGINT ? (long) value : LongSum.wrap(kind, (int) value));
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
