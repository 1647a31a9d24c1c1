package io.millrace.learn.series;

/** The normal distribution. */
final class Normal {
    private static final double LOWER = 0.02425;

    private Normal() {}

    /**
     * How many standard deviations around the mean have a share of all values, by the rational approximation of Acklam
     * (2003), which is within 2e-9 of the right number.
     *
     * @param share above 0 and below 1
     */
    static double twoSided(double share) {
        return -quantile((1 - share) / 2);
    }

    /** @param chance above 0 and at most a half */
    private static double quantile(double chance) {
        if (chance < LOWER) {
            double q = Math.sqrt(-2 * Math.log(chance));
            double above = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                                                    - 2.549732539343734)
                                            * q
                                    + 4.374664141464968)
                            * q
                    + 2.938163982698783;
            double below = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                                    + 3.754408661907416)
                            * q
                    + 1;
            return above / below;
        }
        double q = chance - 0.5;
        double r = q * q;
        double above = ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                + 1.383577518672690e+02)
                                        * r
                                - 3.066479806614716e+01)
                        * r
                + 2.506628277459239;
        double below = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                + 6.680131188771972e+01)
                                        * r
                                - 1.328068155288572e+01)
                        * r
                + 1;
        return above * q / below;
    }
}
