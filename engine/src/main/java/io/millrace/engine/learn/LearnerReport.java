package io.millrace.engine.learn;

import io.millrace.core.learn.ModelEvent;
import io.millrace.core.learn.ModelType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model told of itself at the end of an epoch. Immutable.
 *
 * @param model its name
 * @param key the values of the rows that it is for, or null when it is for all
 * @param metrics with the rows that it has learned as {@code rows}
 * @param events since it was asked last
 */
record LearnerReport(
        long epoch,
        String model,
        @Nullable String key,
        ModelType type,
        Map<String, Double> metrics,
        long bytes,
        List<ModelEvent> events)
        implements EpochReport {
    /** What tells it apart from other models. */
    String identity() {
        return key == null ? model : model + "\0" + key;
    }

    long rows() {
        return metrics.getOrDefault("rows", 0.0).longValue();
    }
}
