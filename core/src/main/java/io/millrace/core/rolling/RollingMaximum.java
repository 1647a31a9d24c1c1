package io.millrace.core.rolling;

import java.util.Arrays;

/**
 * The rolling maximum of x<sub>i</sub> for i = t-w+1 … t, the current value included; exact. As with
 * {@link Math#max(double, double)}, a window that contains a NaN gives NaN, and -0.0 is less than 0.0.
 *
 * <p>Two stacks in one ring: a slot holds a value and, once its block of w values is complete, the maximum from there
 * to the block's end. That is w values of memory and amortised O(1) per value without the positions that a monotonic
 * deque has to keep. An object belongs to one thread at a time.
 */
public final class RollingMaximum {
    private final double[] ring;
    private final Start start;
    private int next;
    private boolean full;
    private double newest;

    /** With {@link Start#PARTIAL_WINDOWS}. */
    public RollingMaximum(int window) {
        this(window, Start.PARTIAL_WINDOWS);
    }

    public RollingMaximum(int window, Start start) {
        this.ring = new double[Windows.checkWindow(window)];
        this.start = start;
        reset();
    }

    /** The rolling maximum of each position, with {@link Start#PARTIAL_WINDOWS}. */
    public static double[] of(double[] values, int window) {
        return of(values, window, Start.PARTIAL_WINDOWS);
    }

    /** The rolling maximum of each position. The window may be longer than the array. */
    public static double[] of(double[] values, int window, Start start) {
        double[] results = new double[values.length];
        into(values, window, start, results);
        return results;
    }

    /** Writes the rolling maximum of each position into {@code results}, another array that is at least as long. */
    public static void into(double[] values, int window, Start start, double[] results) {
        Windows.check(values, results);
        Windows.checkWindow(window);
        double[] suffixes = new double[Math.min(window, values.length)];
        int length;
        for (int from = 0; from < values.length; from += length) {
            length = Math.min(suffixes.length, values.length - from);
            double newest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < length; i++) {
                newest = Math.max(newest, values[from + i]);
                results[from + i] = newest;
            }
            if (from > 0) {
                suffixes(values, from - suffixes.length, suffixes);
                for (int i = 0; i < length && i + 1 < suffixes.length; i++) {
                    results[from + i] = Math.max(results[from + i], suffixes[i + 1]);
                }
            }
        }
        if (start == Start.COMPLETE_WINDOWS) {
            Arrays.fill(results, 0, Math.min(window - 1, values.length), Double.NaN);
        }
    }

    private static void suffixes(double[] values, int from, double[] suffixes) {
        double oldest = Double.NEGATIVE_INFINITY;
        for (int i = suffixes.length - 1; i >= 0; i--) {
            oldest = Math.max(oldest, values[from + i]);
            suffixes[i] = oldest;
        }
    }

    /** Takes the next value and gives the maximum of the window that ends with it. */
    public double add(double value) {
        if (next == ring.length) {
            for (int i = ring.length - 2; i >= 0; i--) {
                ring[i] = Math.max(ring[i], ring[i + 1]);
            }
            next = 0;
            full = true;
            newest = Double.NEGATIVE_INFINITY;
        }
        ring[next++] = value;
        newest = Math.max(newest, value);
        if (full) {
            return next == ring.length ? newest : Math.max(newest, ring[next]);
        }
        return start == Start.COMPLETE_WINDOWS && next < ring.length ? Double.NaN : newest;
    }

    /** Forgets all values. */
    public void reset() {
        next = 0;
        full = false;
        newest = Double.NEGATIVE_INFINITY;
    }
}
