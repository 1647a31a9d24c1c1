package io.millrace.core.rolling;

import java.util.Arrays;

/**
 * Rolling sums and means of whole arrays, to the bit what {@link SlidingSum} gives. The loops are short and work on
 * scratch arrays from index 0, which is what makes the just-in-time compiler use vector instructions. They ignore NaN,
 * infinities and overflow; where a result is not finite, {@link SlidingSum} does that part again.
 */
final class SumKernel {
    /** Positions between two looks at whether all results were finite. */
    private static final int STRETCH = 32_768;

    private static final int STRIP = 512;

    private final double[] values;
    private final double[] results;
    private final boolean mean;
    private final Layout layout;
    private final double divisor;

    /** Where in its chunk begins the window that ends with the first value of another chunk. */
    private final int offset;

    /** From that other chunk to the one the window begins in; not positive. */
    private final int back;

    /** Whether the second of the two chunks that windows begin in needs suffix sums: 1, else 0. */
    private final int ahead;

    private final double[] strip;
    private final double[] tailHighs;
    private final double[] tailLows;
    private final double[][] suffixHighs;
    private final double[][] suffixLows;
    private final double[] zeros;
    private final double[] doubt;
    private final double[] oldest;
    private final double[] previous;
    private long redoFrom = -1;
    private long redoTo = -1;

    private SumKernel(double[] values, double[] results, int window, boolean mean) {
        this.values = values;
        this.results = results;
        this.mean = mean;
        layout = Layout.of(window);
        divisor = mean ? window : 1;
        int length = layout.direct() ? STRIP : layout.chunk();
        offset = Math.floorMod(1 - window, length);
        back = Math.floorDiv(1 - window, length);
        ahead = offset == 0 || length == window ? 0 : 1;
        strip = new double[length];
        tailHighs = new double[length];
        tailLows = new double[length];
        suffixHighs = new double[2][length];
        suffixLows = new double[2][length];
        zeros = new double[length];
        doubt = new double[length];
        oldest = new double[length];
        previous = new double[length];
    }

    static void run(double[] values, double[] results, int window, Start start, boolean mean) {
        Windows.check(values, results);
        SumKernel kernel = new SumKernel(values, results, window, mean);
        int first = Math.min(window - 1, values.length);
        if (kernel.layout.direct()) {
            kernel.startDirectly(first);
            kernel.sumDirectly(first);
        } else {
            kernel.sumChunks();
        }
        kernel.redo();
        if (start == Start.COMPLETE_WINDOWS) {
            Arrays.fill(results, 0, first, Double.NaN);
        }
    }

    private void startDirectly(int end) {
        SlidingSum sums = new SlidingSum(layout.window());
        for (int t = 0; t < end; t++) {
            sums.add(values[t]);
            results[t] = mean ? sums.mean() : sums.sum();
        }
    }

    private void sumDirectly(int first) {
        int window = layout.window();
        double[][] shifted = new double[3][STRIP];
        int looked = first;
        int length;
        for (int from = first; from < values.length; from += length) {
            length = Math.min(STRIP, values.length - from);
            int at = from - window + 1;
            System.arraycopy(values, at++, tailHighs, 0, length);
            Arrays.fill(tailLows, 0, length, 0);
            for (; at + 3 <= from; at += 4) {
                System.arraycopy(values, at, strip, 0, length);
                System.arraycopy(values, at + 1, shifted[0], 0, length);
                System.arraycopy(values, at + 2, shifted[1], 0, length);
                System.arraycopy(values, at + 3, shifted[2], 0, length);
                addFour(tailHighs, tailLows, strip, shifted[0], shifted[1], shifted[2], length);
            }
            for (; at <= from; at++) {
                System.arraycopy(values, at, strip, 0, length);
                addOne(tailHighs, tailLows, strip, length);
            }
            finish(tailHighs, tailLows, strip, length, divisor);
            doubt(strip, doubt, length);
            System.arraycopy(strip, 0, results, from, length);
            int end = from + length;
            if (end - looked >= STRETCH || end == values.length) {
                look(looked, end);
                looked = end;
            }
        }
    }

    private static void addOne(double[] highs, double[] lows, double[] added, int length) {
        for (int i = 0; i < length; i++) {
            double high = highs[i];
            double sum = high + added[i];
            lows[i] += DoubleDouble.error(high, added[i], sum);
            highs[i] = sum;
        }
    }

    private static void addFour(double[] highs, double[] lows, double[] a, double[] b, double[] c, double[] d, int n) {
        for (int i = 0; i < n; i++) {
            double first = highs[i] + a[i];
            double low = lows[i] + DoubleDouble.error(highs[i], a[i], first);
            double second = first + b[i];
            low += DoubleDouble.error(first, b[i], second);
            double third = second + c[i];
            low += DoubleDouble.error(second, c[i], third);
            double fourth = third + d[i];
            lows[i] = low + DoubleDouble.error(third, d[i], fourth);
            highs[i] = fourth;
        }
    }

    private static void finish(double[] highs, double[] lows, double[] out, int length, double divisor) {
        for (int i = 0; i < length; i++) {
            out[i] = (highs[i] + lows[i]) / divisor;
        }
    }

    private void sumChunks() {
        int chunk = layout.chunk();
        ChunkSums middle = new ChunkSums(layout.middle());
        int looked = 0;
        int length;
        for (int from = 0; from < values.length; from += length) {
            length = Math.min(chunk, values.length - from);
            boolean starting = from < layout.window() - 1;
            double divideBy = starting ? 1 : divisor;
            // The oldest value of the window is in one chunk for the first positions and in the next one afterwards.
            int before = from / chunk + back;
            int change = Math.min(length, chunk - offset);
            scan(from, length, before + ahead);
            middle.sumFrom(Math.max(0, before + 1));
            combine(0, change, before, middle, divideBy);
            if (change < length) {
                middle.sumFrom(Math.max(0, before + 2));
                combine(change, length, before + 1, middle, divideBy);
            }
            doubt(strip, doubt, length);
            System.arraycopy(strip, 0, results, from, length);
            if (starting && mean) {
                divideStart(from, from + length);
            }
            middle.push(tailHighs[length - 1], tailLows[length - 1]);
            int end = from + length;
            if (end - looked >= STRETCH || end == values.length) {
                look(looked, end);
                looked = end;
            }
        }
    }

    private void divideStart(int from, int to) {
        for (int t = from; t < to; t++) {
            results[t] /= Math.min(t + 1, layout.window());
        }
    }

    private static void prefixes(double[] values, int from, int length, double[] highs, double[] lows) {
        double high = 0;
        double low = 0;
        for (int i = 0; i < length; i++) {
            double value = values[from + i];
            double sum = high + value;
            low += DoubleDouble.error(high, value, sum);
            high = sum;
            highs[i] = high;
            lows[i] = low;
        }
    }

    private static void suffixes(double[] values, int change, double[] highs, double[] lows) {
        double high = 0;
        double low = 0;
        int length = values.length;
        for (int i = 0; i < length; i++) {
            int at = i < change ? change - 1 - i : length + change - 1 - i;
            double value = values[at];
            double sum = high + value;
            low += DoubleDouble.error(high, value, sum);
            high = sum;
            highs[at] = high;
            lows[at] = low;
        }
    }

    /**
     * Prefix sums of the newest chunk and suffix sums of a whole older one, if there is one. Both at once, the highs and
     * the lows as short serial loops and the rounding errors as a vectorised one, is faster than value by value.
     *
     * <p>The suffix sum from a value on is laid where its window ends in the newest chunk, so that the sums that belong
     * together have one index: rotated by the offset.
     */
    private void scan(int from, int length, int older) {
        double[] suffixes = suffixHighs[older & 1];
        double[] lows = suffixLows[older & 1];
        int chunk = layout.chunk();
        int change = chunk - offset;
        if (older < 0 || length < chunk) {
            prefixes(values, from, length, tailHighs, tailLows);
            if (older >= 0) {
                rotate(older * chunk);
                suffixes(oldest, change, suffixes, lows);
            }
            return;
        }
        System.arraycopy(values, from, strip, 0, chunk);
        rotate(older * chunk);
        accumulate(strip, oldest, tailHighs, suffixes, change);
        System.arraycopy(tailHighs, 0, previous, 1, chunk - 1);
        previous[0] = 0;
        errors(previous, strip, tailHighs, tailLows, chunk);
        System.arraycopy(suffixes, 1, previous, 0, chunk - 1);
        previous[chunk - 1] = suffixes[0];
        previous[change - 1] = 0;
        errors(previous, oldest, suffixes, lows, chunk);
        accumulate(tailLows, lows, tailLows, lows, change);
    }

    /** Copies a whole chunk, the part after the offset first. */
    private void rotate(int from) {
        int change = layout.chunk() - offset;
        System.arraycopy(values, from + offset, oldest, 0, change);
        System.arraycopy(values, from, oldest, change, offset);
    }

    private static void accumulate(double[] up, double[] down, double[] prefixes, double[] suffixes, int change) {
        double prefix = 0;
        double suffix = 0;
        for (int i = 0; i < change; i++) {
            prefix += up[i];
            prefixes[i] = prefix;
            suffix += down[change - 1 - i];
            suffixes[change - 1 - i] = suffix;
        }
        int last = up.length + change - 1;
        for (int i = change; i < up.length; i++) {
            prefix += up[i];
            prefixes[i] = prefix;
            suffix += down[last - i];
            suffixes[last - i] = suffix;
        }
    }

    private static void errors(double[] before, double[] added, double[] after, double[] errors, int length) {
        for (int i = 0; i < length; i++) {
            errors[i] = DoubleDouble.error(before[i], added[i], after[i]);
        }
    }

    /** Window sums of from..to of the newest chunk, whose oldest value is in a chunk, if that is there. */
    private void combine(int from, int to, int older, ChunkSums middle, double divideBy) {
        boolean tailIsTheWindow = layout.middle() == 0 && from > 0;
        double[] highs = older < 0 || tailIsTheWindow ? zeros : suffixHighs[older & 1];
        double[] lows = older < 0 || tailIsTheWindow ? zeros : suffixLows[older & 1];
        if (layout.middle() == 0) {
            combine(highs, lows, tailHighs, tailLows, strip, from, to, divideBy);
        } else {
            combine(highs, lows, tailHighs, tailLows, strip, from, to, middle.high(), middle.low(), divideBy);
        }
    }

    // Arrays as parameters and one array stored to, for else the just-in-time compiler does not vectorise.
    private static void combine(
            double[] headHighs,
            double[] headLows,
            double[] tailHighs,
            double[] tailLows,
            double[] out,
            int from,
            int to,
            double divisor) {
        for (int i = from; i < to; i++) {
            double sum = headHighs[i] + tailHighs[i];
            double error = DoubleDouble.error(headHighs[i], tailHighs[i], sum);
            out[i] = (sum + (error + (headLows[i] + tailLows[i]))) / divisor;
        }
    }

    private static void combine(
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

    /** Adds 0 where a result is finite and NaN where it is not. */
    private static void doubt(double[] out, double[] doubt, int length) {
        for (int i = 0; i < length; i++) {
            doubt[i] += out[i] * 0.0;
        }
    }

    /** If a result was not finite, from..to is done again later, in one go with others that are near. */
    private void look(int from, int to) {
        double sum = 0;
        for (double value : doubt) {
            sum += value;
        }
        if (sum == 0) {
            return;
        }
        Arrays.fill(doubt, 0);
        if (redoTo >= 0 && from - redoTo > layout.window()) {
            redo();
        }
        redoFrom = redoFrom < 0 ? from : redoFrom;
        redoTo = to;
    }

    private void redo() {
        if (redoFrom < 0) {
            return;
        }
        SlidingSum sums = new SlidingSum(layout.window());
        long history = Math.max(0, redoFrom - layout.window() + 1);
        int t = (int) (history - history % layout.period());
        for (; t < redoTo; t++) {
            sums.add(values[t]);
            if (t >= redoFrom) {
                results[t] = mean ? sums.mean() : sums.sum();
            }
        }
        redoFrom = -1;
        redoTo = -1;
    }
}
