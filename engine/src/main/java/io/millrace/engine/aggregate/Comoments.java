package io.millrace.engine.aggregate;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.List;

/**
 * CORR, COVAR_POP, COVAR_SAMP and REGR_*: of pairs (y, x) without NULL the count, the sums, and the sums of products, as
 * pairs (high, low) that hold twice the digits of a double. So neither the order of rows nor large means cost digits, and
 * what is taken back leaves nothing behind. With a NaN or an infinity, which are counted apart, a result is NaN.
 */
final class Comoments implements FixedAggregate.Shared {
    private static final int NOT_FINITE = 1;
    private static final int X = 2;
    private static final int Y = 4;
    private static final int XX = 6;
    private static final int YY = 8;
    private static final int XY = 10;
    private static final int WORDS = 12;

    private final String function;
    private final List<Type> types;

    Comoments(String function, List<Type> types) {
        this.function = function;
        this.types = types;
    }

    @Override
    public String accumulator() {
        return "comoments";
    }

    @Override
    public int words() {
        return WORDS;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row) || arguments[1].isNull(row)) {
            return;
        }
        double y = Numbers.of(arguments[0], row, types.get(0));
        double x = Numbers.of(arguments[1], row, types.get(1));
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            words[at + NOT_FINITE] += weight;
            return;
        }
        words[at] += weight;
        Variance.addTimes(words, at + X, x, 0, weight);
        Variance.addTimes(words, at + Y, y, 0, weight);
        addProduct(words, at + XX, x, x, weight);
        addProduct(words, at + YY, y, y, weight);
        addProduct(words, at + XY, x, y, weight);
    }

    private static void addProduct(long[] words, int at, double a, double b, long weight) {
        double product = a * b;
        Variance.addTimes(words, at, product, Math.fma(a, b, -product), weight);
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
        words[at + NOT_FINITE] += other[otherAt + NOT_FINITE];
        for (int i = X; i < WORDS; i += 2) {
            Variance.mergePair(words, at + i, other, otherAt + i);
        }
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at] + words[at + NOT_FINITE];
        if (function.equals("REGR_COUNT")) {
            ((LongVector) out).append(count);
            return;
        }
        boolean sample = function.equals("COVAR_SAMP");
        if (count == 0 || sample && count == 1) {
            out.appendNull();
        } else if (words[at + NOT_FINITE] != 0) {
            ((DoubleVector) out).append(Double.NaN);
        } else {
            double value = value(words, at, count);
            // Where nothing varies there is no line; its value would be 0 / 0.
            if (Double.isNaN(value)) {
                out.appendNull();
            } else {
                ((DoubleVector) out).append(value);
            }
        }
    }

    private double value(long[] words, int at, long count) {
        double xx = Variance.centred(words, at + XX, at + X, at + X, count);
        double yy = Variance.centred(words, at + YY, at + Y, at + Y, count);
        double xy = Variance.centred(words, at + XY, at + X, at + Y, count);
        double meanX = Variance.high(words, at + X) / count;
        double meanY = Variance.high(words, at + Y) / count;
        return switch (function) {
            case "COVAR_POP" -> xy / count;
            case "COVAR_SAMP" -> xy / (count - 1);
            case "CORR" -> Math.max(-1, Math.min(1, xy / root(xx, yy)));
            case "REGR_SLOPE" -> xy / xx;
            case "REGR_INTERCEPT" -> meanY - xy / xx * meanX;
            case "REGR_R2" -> xx == 0 ? Double.NaN : yy == 0 ? 1 : Math.min(1, xy / xx * (xy / yy));
            case "REGR_AVGX" -> meanX;
            case "REGR_AVGY" -> meanY;
            case "REGR_SXX" -> xx;
            case "REGR_SYY" -> yy;
            default -> xy;
        };
    }

    /** The square root of a product, which rounds once unless the product itself is out of range. */
    private static double root(double a, double b) {
        double product = a * b;
        return product >= Double.MIN_NORMAL && product <= Double.MAX_VALUE
                ? Math.sqrt(product)
                : Math.sqrt(a) * Math.sqrt(b);
    }
}
