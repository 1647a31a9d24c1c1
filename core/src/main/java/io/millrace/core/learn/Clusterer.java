package io.millrace.core.learn;

/** Finds groups of rows that are near each other. */
public interface Clusterer extends Learner {
    /** The group of a row, a number that stays with the group as long as it lives; -1 for none. */
    int predict(double[] row);

    /** Learns a row as if it came {@code weight} times; a weight that is not above 0 learns nothing. */
    void learn(double[] row, double weight);
}
