package io.millrace.learn.drift;

/** Quantiles of the standard normal distribution. */
final class NormalQuantile {
    private NormalQuantile() {}

    /**
     * The number that is exceeded with a probability.
     *
     * @param probability from 1e-300 to a half
     */
    static double upper(double probability) {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (tail(middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The probability of more than {@code x}, not negative: a series near 0, a continued fraction beyond. */
    private static double tail(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int i = 1; i < 80; i++) {
                term *= x * x / (2 * i + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = x;
        for (int i = 60; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density / fraction;
    }
}
