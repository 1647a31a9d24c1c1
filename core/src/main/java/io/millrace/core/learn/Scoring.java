package io.millrace.core.learn;

import java.util.Map;

/** How good predictions are, counted row by row. What {@link Learner} promises holds for it too. */
public interface Scoring extends Learner {
    /**
     * Counts a prediction.
     *
     * @param label the right answer: a class, or a number
     * @param prediction as {@link Model#predict} gives it, with something known in it
     */
    void add(double label, double[] prediction);

    /** How good they were, by the name of the measure, in a fixed order, without measures that have no value yet. */
    Map<String, Double> measures();
}
