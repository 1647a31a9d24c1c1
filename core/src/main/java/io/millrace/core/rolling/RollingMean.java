package io.millrace.core.rolling;

/**
 * The rolling mean: S<sub>t</sub> = (1/w) · Σ x<sub>i</sub> for i = t-w+1 … t, the current value included. No running total is kept from which
 * values are taken away again, so there is no drift.
 *
 * <p>The error is at most 2 ulp of the mean of |x| over the window, at any position of a series of any length: the sum
 * is kept in twice the precision, rounded once, and divided. A mean that is finite is found even where the sum is not.
 *
 * <p>A window that contains a NaN, or infinities of both signs, gives NaN; one with infinities of one sign gives that
 * infinity. As soon as they leave, results are as exact as before. Partial sums do not overflow.
 *
 * <p>The static methods and the objects give the same bits, as long as every |x| is below 2⁹⁹⁰; beyond, both keep the
 * error bound. An object needs room for w values and O(√w) more, takes amortised O(1) per value, and belongs to one
 * thread at a time.
 */
public final class RollingMean {
    private final SlidingSum sums;
    private final int window;
    private final Start start;

    /** With {@link Start#PARTIAL_WINDOWS}. */
    public RollingMean(int window) {
        this(window, Start.PARTIAL_WINDOWS);
    }

    public RollingMean(int window, Start start) {
        this.sums = new SlidingSum(window);
        this.window = window;
        this.start = start;
    }

    /** The rolling mean of each position, with {@link Start#PARTIAL_WINDOWS}. */
    public static double[] of(double[] values, int window) {
        return of(values, window, Start.PARTIAL_WINDOWS);
    }

    /** The rolling mean of each position. The window may be longer than the array. */
    public static double[] of(double[] values, int window, Start start) {
        double[] results = new double[values.length];
        into(values, window, start, results);
        return results;
    }

    /** Writes the rolling mean of each position into {@code results}, another array that is at least as long. */
    public static void into(double[] values, int window, Start start, double[] results) {
        SumKernel.run(values, results, window, start, true);
    }

    /** Takes the next value and gives the mean of the window that ends with it. */
    public double add(double value) {
        sums.add(value);
        return start == Start.COMPLETE_WINDOWS && sums.count() < window ? Double.NaN : sums.mean();
    }

    /** Forgets all values. */
    public void reset() {
        sums.reset();
    }
}
