package io.millrace.core.rolling;

/**
 * Sums kept as an unevaluated pair (high, low), about 106 bits together. The pair is two local variables or two array
 * slots, so that nothing is allocated.
 *
 * <p>Adding x to (high, low): {@code sum = high + x; low += error(high, x, sum); high = sum}. After n additions of
 * finite values without overflow, high + low differs from the exact sum by at most n² · 2⁻¹⁰⁶ · Σ|x|.
 */
public final class DoubleDouble {
    private DoubleDouble() {}

    /**
     * The exact rounding error of {@code sum = a + b}, so that a + b = sum + error (Knuth's TwoSum, any order of
     * magnitudes). NaN where the sum is not finite.
     */
    public static double error(double a, double b, double sum) {
        double rest = sum - a;
        return (a - (sum - rest)) + (b - rest);
    }
}
