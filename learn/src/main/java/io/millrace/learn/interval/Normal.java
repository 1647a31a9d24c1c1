package io.millrace.learn.interval;

/** The normal distribution with mean 0 and deviation 1. */
final class Normal {
    private static final int HALVINGS = 60;

    private Normal() {}

    /**
     * The number that a share of draws is below, to ten digits: found by halving, for it is asked once a band.
     *
     * @param share above 0 and below 1
     */
    static double quantile(double share) {
        double low = -40;
        double high = 40;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The share of draws below a number, by the series of Marsaglia (2004) near 0 and a continued fraction far away. */
    static double below(double number) {
        double size = Math.abs(number);
        double density = Math.exp(-size * size / 2) / Math.sqrt(2 * Math.PI);
        if (size < 5) {
            double term = number;
            double sum = number;
            for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
                term *= number * number / i;
                sum += term;
            }
            return .5 + sum * density;
        }
        double fraction = size;
        for (int i = 40; i > 0; i--) {
            fraction = size + i / fraction;
        }
        double beyond = density / fraction;
        return number > 0 ? 1 - beyond : beyond;
    }
}
