package io.millrace.core.rolling;

import java.util.Arrays;

/** Windows of few values, which are added one by one. */
final class ShortWindows implements SumKernel.Strips {
    private static final int STRIP = 512;

    private final double[] values;
    private final int window;
    private final double[] highs = Scans.scratch(STRIP);
    private final double[] lows = Scans.scratch(STRIP);
    private final double[][] shifted =
            new double[][] {Scans.scratch(STRIP), Scans.scratch(STRIP), Scans.scratch(STRIP), Scans.scratch(STRIP)};

    ShortWindows(double[] values, int window) {
        this.values = values;
        this.window = window;
    }

    @Override
    public int most() {
        return STRIP;
    }

    @Override
    public int sum(int from, double divisor, double[] out) {
        if (from < window - 1) {
            return start(out);
        }
        int length = Math.min(STRIP, values.length - from);
        int at = from - window + 1;
        System.arraycopy(values, at++, highs, 0, length);
        Arrays.fill(lows, 0, length, 0);
        for (; at + 3 <= from; at += 4) {
            for (int i = 0; i < 4; i++) {
                System.arraycopy(values, at + i, shifted[i], 0, length);
            }
            addFour(highs, lows, shifted[0], shifted[1], shifted[2], shifted[3], length);
        }
        for (; at <= from; at++) {
            System.arraycopy(values, at, shifted[0], 0, length);
            addOne(highs, lows, shifted[0], length);
        }
        finish(highs, lows, out, length, divisor);
        return length;
    }

    private int start(double[] out) {
        int length = Math.min(window - 1, values.length);
        SlidingSum sums = new SlidingSum(window);
        for (int t = 0; t < length; t++) {
            sums.add(values[t]);
            out[t] = sums.sum();
        }
        return length;
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
}
