package io.millrace.core.learn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as a pipeline uses it: rows in, predictions out, each a few numbers whose meaning {@link ModelType#answers}
 * gives. What {@link Learner} promises holds for it too.
 */
public interface Model extends Learner {
    /**
     * Predicts for a row.
     *
     * @param prediction {@link ModelType#width} places, overwritten; NaN where nothing is known yet
     */
    void predict(double[] row, double[] prediction);

    /** Predicts for the first {@code count} rows: to be overridden where many at once are cheaper. */
    default void predictAll(double[][] rows, int count, double[][] predictions) {
        for (int i = 0; i < count; i++) {
            predict(rows[i], predictions[i]);
        }
    }

    /**
     * Learns a row, and counts how good the prediction was that was made for it.
     *
     * @param label the right answer: a class, or a number; NaN for models that learn without
     * @param prediction what was predicted for the row before this
     */
    void learn(double[] row, double label, double[] prediction);

    /** Both, in this order: to be overridden where the two share work. */
    default void predictThenLearn(double[] row, double label, double[] prediction) {
        predict(row, prediction);
        learn(row, label, prediction);
    }

    /**
     * Who says at this moment what features added to its predictions; null for a model of which nobody can. Of a classifier
     * the output is the class that is asked about. To be asked again after each row that was learned.
     */
    default @Nullable Explained explained() {
        return null;
    }

    /** What has happened since this was asked last, the oldest first; only who learns may ask. */
    default List<ModelEvent> events() {
        return List.of();
    }

    /** How good its predictions were, by the name of the measure, in a fixed order; NaN where a measure has no value yet. */
    Map<String, Double> metrics();
}
