package io.millrace.learn.metric;

/**
 * How good predictions are in one respect.
 *
 * @param name {@code kappa-temporal}
 * @param value NaN where it is not defined: as long as there are no rows, or where it would divide by 0
 */
public record Score(String name, double value) {}
