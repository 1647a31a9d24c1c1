package io.millrace.core.learn;

/** Says how strange a row is among those before. */
public interface AnomalyDetector extends Learner {
    /** Not negative; the larger, the stranger. 0 as long as nothing is known. The range is the algorithm's. */
    double score(double[] row);

    /** Takes a row for what is to be expected. */
    void learn(double[] row);

    /** Both, in this order: to be overridden where the two share work. */
    default double scoreThenLearn(double[] row) {
        double score = score(row);
        learn(row);
        return score;
    }
}
