package io.millrace.core.learn;

/** Predicts a number. */
public interface Regressor extends Learner {
    /** The number for a row; 0 as long as nothing is known, where the learner has no better start. */
    double predict(double[] row);

    /**
     * Learns a row.
     *
     * @param target the right answer; one that is not finite is not learned
     * @param weight as if the row came so often; a weight that is not above 0 learns nothing
     */
    void learn(double[] row, double target, double weight);

    /** Both, in this order: to be overridden where the two share work. */
    default double predictThenLearn(double[] row, double target, double weight) {
        double prediction = predict(row);
        learn(row, target, weight);
        return prediction;
    }
}
