package io.millrace.core.rolling;

import java.util.Arrays;

/**
 * Rolling sums and means of whole arrays, to the bit what {@link SlidingSum} gives: strip by strip, with loops that are
 * short and work on scratch arrays from index 0, which is what makes the just-in-time compiler use vector instructions.
 * They ignore NaN, infinities and overflow; where a result is not finite, {@link SlidingSum} does that part again.
 */
final class SumKernel {
    /** How the windows of a strip are summed. Positions before the first full window count values that are there. */
    interface Strips {
        /** The most positions a strip can have. */
        int most();

        /**
         * Sums the windows that end in the next strip.
         *
         * @param from the first position; strips come one after another
         * @param divisor what the sums are divided by
         * @param out where the quotients go, from index 0
         * @return how many positions that were
         */
        int sum(int from, double divisor, double[] out);
    }

    /** Positions between two looks at whether all results were finite. */
    private static final int STRETCH = 32_768;

    private final double[] values;
    private final double[] results;
    private final boolean mean;
    private final int window;
    private final double[] doubt;
    private long redoFrom = -1;
    private long redoTo = -1;

    private SumKernel(double[] values, double[] results, int window, boolean mean, int most) {
        this.values = values;
        this.results = results;
        this.mean = mean;
        this.window = window;
        doubt = Scans.scratch(most);
    }

    static void run(double[] values, double[] results, int window, Start start, boolean mean) {
        Windows.check(values, results);
        Layout layout = Layout.of(window);
        Strips strips = strips(values, layout);
        SumKernel kernel = new SumKernel(values, results, window, mean, strips.most());
        kernel.sum(strips);
        kernel.redo();
        if (start == Start.COMPLETE_WINDOWS) {
            Arrays.fill(results, 0, Math.min(window - 1, values.length), Double.NaN);
        }
    }

    private static Strips strips(double[] values, Layout layout) {
        if (layout.direct()) {
            return new ShortWindows(values, layout.window());
        }
        return layout.middle() == 0 ? new ChunkWindows(values, layout.window()) : new LongWindows(values, layout);
    }

    private void sum(Strips strips) {
        double[] strip = Scans.scratch(strips.most());
        int looked = 0;
        int length;
        for (int from = 0; from < values.length; from += length) {
            boolean starting = from < window - 1;
            length = strips.sum(from, starting || !mean ? 1 : window, strip);
            doubt(strip, doubt, length);
            System.arraycopy(strip, 0, results, from, length);
            int end = from + length;
            if (starting && mean) {
                divideStart(from, end);
            }
            if (end - looked >= STRETCH || end == values.length) {
                look(looked, end);
                looked = end;
            }
        }
    }

    private void divideStart(int from, int to) {
        for (int t = from; t < to; t++) {
            results[t] /= Math.min(t + 1, window);
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
        if (redoTo >= 0 && from - redoTo > window) {
            redo();
        }
        redoFrom = redoFrom < 0 ? from : redoFrom;
        redoTo = to;
    }

    private void redo() {
        if (redoFrom < 0) {
            return;
        }
        SlidingSum sums = new SlidingSum(window);
        long history = Math.max(0, redoFrom - window + 1);
        int t = (int) (history - history % Layout.of(window).period());
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
