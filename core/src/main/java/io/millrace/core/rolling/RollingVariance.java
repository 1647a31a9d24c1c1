package io.millrace.core.rolling;

import java.util.Arrays;

/**
 * The rolling variance or standard deviation of x<sub>i</sub> for i = t-w+1 … t, the current value included: the
 * moments of the end of the older block merged with those of the start of the newer one, so nothing is subtracted and
 * there is no drift.
 *
 * <p>With κ = max|x| / standard deviation of the window, the relative error is below 10⁻¹⁴ while κ · w is below 10¹⁵.
 * A constant window gives exactly 0. A window that contains a NaN or an infinity gives NaN, and leaves no trace once it
 * has left. Where the sum of squares is beyond the largest double the result is infinite.
 *
 * <p>The static methods and the objects give the same bits. An object needs room for 4w values, takes amortised O(1)
 * per value, and belongs to one thread at a time.
 */
public final class RollingVariance {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Dispersion dispersion;
    private final Start start;
    private final double[] block;
    private final double[] meanHighs;
    private final double[] meanLows;
    private final double[] squares;
    private final Moments newest = new Moments();
    private final Moments all = new Moments();
    private long seen;
    private long lastSpecial;
    private int next;

    /** With {@link Start#PARTIAL_WINDOWS}. */
    public RollingVariance(int window, Dispersion dispersion) {
        this(window, dispersion, Start.PARTIAL_WINDOWS);
    }

    public RollingVariance(int window, Dispersion dispersion, Start start) {
        this.dispersion = dispersion;
        this.start = start;
        block = new double[Windows.checkWindow(window)];
        meanHighs = new double[window];
        meanLows = new double[window];
        squares = new double[window];
        reset();
    }

    /** The rolling dispersion at each position, with {@link Start#PARTIAL_WINDOWS}. */
    public static double[] of(double[] values, int window, Dispersion dispersion) {
        return of(values, window, dispersion, Start.PARTIAL_WINDOWS);
    }

    /** The rolling dispersion at each position. The window may be longer than the array. */
    public static double[] of(double[] values, int window, Dispersion dispersion, Start start) {
        double[] results = new double[values.length];
        into(values, window, dispersion, start, results);
        return results;
    }

    /** Writes the dispersion at each position into {@code results}, another array that is at least as long. */
    public static void into(double[] values, int window, Dispersion dispersion, Start start, double[] results) {
        Windows.check(values, results);
        Windows.checkWindow(window);
        RollingVariance rolling = new RollingVariance(Math.min(window, values.length + 1), dispersion);
        for (int t = 0; t < values.length; t++) {
            results[t] = rolling.add(values[t]);
        }
        if (start == Start.COMPLETE_WINDOWS) {
            Arrays.fill(results, 0, Math.min(window - 1, values.length), Double.NaN);
        }
    }

    /** Takes the next value and gives the dispersion of the window that ends with it. */
    public double add(double value) {
        if (next == block.length) {
            flip();
        }
        double kept = value;
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            lastSpecial = seen;
            kept = 0;
        }
        block[next++] = kept;
        newest.add(kept);
        seen++;
        if (seen - lastSpecial <= block.length || (start == Start.COMPLETE_WINDOWS && seen < block.length)) {
            return Double.NaN;
        }
        if (seen <= block.length || next == block.length) {
            return dispersion.of(newest.count(), newest.squares());
        }
        all.reset();
        all.merge(block.length - next, meanHighs[next], meanLows[next], squares[next]);
        all.merge(newest);
        return dispersion.of(all.count(), all.squares());
    }

    private void flip() {
        newest.reset();
        for (int i = block.length - 1; i >= 0; i--) {
            newest.add(block[i]);
            meanHighs[i] = newest.meanHigh();
            meanLows[i] = newest.meanLow();
            squares[i] = newest.squares();
        }
        newest.reset();
        next = 0;
    }

    /** Forgets all values. */
    public void reset() {
        newest.reset();
        seen = 0;
        lastSpecial = NEVER;
        next = 0;
    }
}
