package io.millrace.core.learn;

import java.util.Locale;

/** What a learner is for. Each has an interface. */
public enum Task {
    CLASSIFICATION(Classifier.class),
    REGRESSION(Regressor.class),
    ANOMALY_DETECTION(AnomalyDetector.class),
    CLUSTERING(Clusterer.class),
    FORECASTING(Forecaster.class),
    PREPROCESSING(Transformer.class),
    DRIFT_DETECTION(DriftDetector.class);

    private final Class<? extends Learner> type;

    Task(Class<? extends Learner> type) {
        this.type = type;
    }

    /** The interface of its learners. */
    public Class<? extends Learner> type() {
        return type;
    }

    /** As it is written in options: {@code anomaly-detection}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
