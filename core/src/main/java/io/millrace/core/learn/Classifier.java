package io.millrace.core.learn;

/** Says which of a few classes a row belongs to. Classes are 0 to below the number that the learner was made for. */
public interface Classifier extends Learner {
    /**
     * How likely each class is.
     *
     * @param row a place for each feature
     * @param scores one place for each class, overwritten: not negative, with a sum of 1; or all 0 as long as nothing is
     *     known. The largest is the prediction, the first of equal ones.
     */
    void predict(double[] row, double[] scores);

    /**
     * Learns a row.
     *
     * @param label its class, from 0
     * @param weight as if the row came so often; a weight that is not above 0 learns nothing
     */
    void learn(double[] row, int label, double weight);

    /** Both, in this order: to be overridden where the two share work. */
    default void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        predict(row, scores);
        learn(row, label, weight);
    }

    /** The index of the largest score, the first of equal ones. */
    static int best(double[] scores) {
        if (scores.length == 2) {
            // As the sign of a difference, since a processor cannot foretell a branch here. Adding 0 makes -0 positive.
            return (int) (Double.doubleToLongBits(scores[0] - scores[1] + 0.0) >>> 63);
        }
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}
