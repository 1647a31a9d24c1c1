package io.millrace.core.learn;

/** Continues a series of numbers that stand at equal distances of time. */
public interface Forecaster extends Learner {
    /**
     * The next values.
     *
     * @param future the features of each step to come, as many as steps are wanted; rows without places for a learner
     *     that has none
     * @param values a place for each step, overwritten; all NaN as long as nothing is known
     */
    void forecast(double[][] future, double[] values);

    /**
     * Learns the next value of the series.
     *
     * @param row its features, known when it was forecast
     * @param value NaN for a step without one: the series goes on with the forecast in its place
     */
    void learn(double[] row, double value);
}
