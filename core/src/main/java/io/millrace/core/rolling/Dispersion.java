package io.millrace.core.rolling;

/** A measure of how far values lie from their mean. */
public enum Dispersion {
    /** Divided by n, as SQL's VAR_POP. */
    POPULATION_VARIANCE,
    /** Divided by n-1, as SQL's VAR_SAMP. NaN for a single value. */
    SAMPLE_VARIANCE,
    /** The square root of the population variance, as SQL's STDDEV_POP. */
    POPULATION_DEVIATION,
    /** The square root of the sample variance, as SQL's STDDEV_SAMP. NaN for a single value. */
    SAMPLE_DEVIATION;

    /** From the number of values and the sum of the squares of their distances from their mean. */
    public double of(long count, double squares) {
        return switch (this) {
            case POPULATION_VARIANCE -> squares / count;
            case SAMPLE_VARIANCE -> count < 2 ? Double.NaN : squares / (count - 1);
            case POPULATION_DEVIATION -> Math.sqrt(squares / count);
            case SAMPLE_DEVIATION -> count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
        };
    }
}
