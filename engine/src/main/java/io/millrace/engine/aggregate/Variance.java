package io.millrace.engine.aggregate;

import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;
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

    private final Type type;
    private final Type argument;
    private final boolean sample;
    private final boolean root;

    /**
     * @param argument the type of the values
     * @param type the type of the result
     */
    Variance(Type argument, Type type, boolean sample, boolean root) {
        this.type = type;
        this.argument = argument;
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
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return;
        }
        double value = Numbers.of(arguments[0], row, argument);
        if (Double.isFinite(value)) {
            words[at] += weight;
            addTimes(words, at + SUM, value, 0, weight);
            double square = value * value;
            addTimes(words, at + SQUARES, square, Math.fma(value, value, -square), weight);
        } else {
            words[at + NOT_FINITE] += weight;
        }
    }

    /** Adds a value with its rounding error, so many times, to a pair. */
    static void addTimes(long[] words, int at, double value, double error, long weight) {
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

    /** Adds one pair to another. */
    static void mergePair(long[] words, int at, long[] other, int otherAt) {
        double low = Double.longBitsToDouble(other[otherAt + 1]);
        DoubleSum.addFinite(words, at, Double.longBitsToDouble(other[otherAt]), low);
    }

    /**
     * The sum of the products of two columns' differences from their means: that of the products less the product of the
     * sums over the count, in twice the digits.
     *
     * @param products where the pair of the sum of products is
     * @param first where the pair of the first column's sum is
     */
    static double centred(long[] words, int products, int first, int second, long count) {
        double a = high(words, first);
        double aLow = low(words, first);
        double b = high(words, second);
        double bLow = low(words, second);
        double product = a * b;
        double productLow = Math.fma(a, b, -product) + (a * bLow + b * aLow);
        double share = product / count;
        double shareLow = (Math.fma(-share, (double) count, product) + productLow) / count;
        double sum = Double.longBitsToDouble(words[products]);
        double rest = Double.longBitsToDouble(words[products + 1]) - shareLow;
        double difference = sum - share;
        double part = difference - sum;
        double lost = (sum - (difference - part)) - (share + part);
        double all = difference + (lost + rest);
        return Math.abs(all) <= Math.max(Math.abs(sum), Math.abs(share)) * NOISE ? 0 : all;
    }

    /** What a pair holds, rounded once. */
    static double high(long[] words, int at) {
        return Double.longBitsToDouble(words[at]) + Double.longBitsToDouble(words[at + 1]);
    }

    private static double low(long[] words, int at) {
        double given = Double.longBitsToDouble(words[at]);
        return (given - high(words, at)) + Double.longBitsToDouble(words[at + 1]);
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at] + words[at + NOT_FINITE];
        long divisor = sample ? count - 1 : count;
        if (divisor <= 0) {
            out.appendNull();
            return;
        }
        double variance = words[at + NOT_FINITE] != 0
                ? Double.NaN
                : Math.max(0, centred(words, at + SQUARES, at + SUM, at + SUM, words[at])) / divisor;
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
