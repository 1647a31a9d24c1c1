package io.millrace.learn.model;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.learn.anomaly.Threshold;
import io.millrace.learn.interval.ErrorBand;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a learner needs besides to be a model.
 *
 * @param classes how many there may be; 0 where the label is a number, or there is none
 * @param policy what follows drift
 * @param band makes bounds of predictions; makes null where nobody asks for them
 * @param threshold makes anomalies of scores; makes null where nobody asks for them
 */
record Blueprint(
        Features features,
        int classes,
        DriftPolicy policy,
        Supplier<@Nullable ErrorBand> band,
        Supplier<@Nullable Threshold> threshold) {
    LearningModel create(Task task, Recipe recipe) {
        Watched watched = new Watched(() -> recipe.create(features, classes), policy);
        return switch (task) {
            case CLASSIFICATION -> new ClassifierModel(watched, classes);
            case REGRESSION -> new RegressorModel(watched, band.get());
            case ANOMALY_DETECTION -> new DetectorModel(watched, threshold.get());
            case CLUSTERING -> new ClusterModel(watched, features);
            default -> throw new IllegalArgumentException("no model is for " + task);
        };
    }
}
