package io.millrace.learn.model;

import io.millrace.core.learn.AnomalyDetector;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;

/** An anomaly detector as a model: a prediction is a score, and whether it is high enough. */
final class DetectorModel extends LearningModel {
    private final Watched watched;

    DetectorModel(Watched watched) {
        super(watched, new RegressionScores(Span.all()));
        this.watched = watched;
    }

    private AnomalyDetector detector() {
        return (AnomalyDetector) watched.learner();
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        prediction[0] = rows() == 0 ? Double.NaN : detector().score(row);
        prediction[1] = Double.NaN;
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        detector().learn(row);
        count();
    }
}
