package io.millrace.core.rolling;

/**
 * Steps of prefix and suffix sums over arrays. The highs and the lows as serial loops and their rounding errors as a
 * vectorised one is faster than value by value. Only loops over whole arrays from one index become vector instructions,
 * and only with one array stored to.
 */
final class Scans {
    private Scans() {}

    /**
     * An array with room for at least {@code length} numbers. Allocated one after another, such arrays begin at the same
     * place of a cache line, so that a loop that is aligned for one of them is aligned for all.
     */
    static double[] scratch(int length) {
        return new double[(length + 9) / 8 * 8 - 2];
    }

    /** Prefix sums of from..to that go on from one sum, and suffix sums of it that go on from another. */
    static void accumulate(
            double[] up,
            double[] down,
            double[] prefixes,
            double[] suffixes,
            int from,
            int to,
            double prefix,
            double suffix) {
        int last = to - 1 + from;
        for (int i = from; i < to; i++) {
            prefix += up[i];
            prefixes[i] = prefix;
            suffix += down[last - i];
            suffixes[last - i] = suffix;
        }
    }

    /** The rounding errors of {@code after = before + added}. */
    static void errors(double[] before, double[] added, double[] after, double[] errors, int length) {
        for (int i = 0; i < length; i++) {
            errors[i] = DoubleDouble.error(before[i], added[i], after[i]);
        }
    }

    /** The sums of heads and tails, rounded and divided. */
    static void combine(
            double[] headHighs,
            double[] headLows,
            double[] tailHighs,
            double[] tailLows,
            double[] out,
            int length,
            double divisor) {
        for (int i = 0; i < length; i++) {
            double sum = headHighs[i] + tailHighs[i];
            double error = DoubleDouble.error(headHighs[i], tailHighs[i], sum);
            out[i] = (sum + (error + (headLows[i] + tailLows[i]))) / divisor;
        }
    }

    /** The sums of heads, tails and one number in between, rounded and divided. */
    static void combine(
            double[] headHighs,
            double[] headLows,
            double[] tailHighs,
            double[] tailLows,
            double[] out,
            int from,
            int to,
            double middleHigh,
            double middleLow,
            double divisor) {
        for (int i = from; i < to; i++) {
            double first = headHighs[i] + tailHighs[i];
            double second = first + middleHigh;
            double error = DoubleDouble.error(headHighs[i], tailHighs[i], first)
                    + DoubleDouble.error(first, middleHigh, second);
            out[i] = (second + (error + ((headLows[i] + tailLows[i]) + middleLow))) / divisor;
        }
    }
}
