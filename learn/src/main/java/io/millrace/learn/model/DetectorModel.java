package io.millrace.learn.model;

import io.millrace.core.learn.AnomalyDetector;
import io.millrace.learn.anomaly.Threshold;
import io.millrace.learn.metric.DetectionScores;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly detector as a model: a prediction is a score, and whether it is high enough for an anomaly; NaN as long as
 * too little was learned, and the second also where nobody asks for it.
 */
final class DetectorModel extends LearningModel {
    private final Watched watched;
    private final @Nullable Threshold threshold;

    /** @param threshold from which score on a row is an anomaly, learned from the scores; null where nobody asks */
    DetectorModel(Watched watched, @Nullable Threshold threshold) {
        super(watched, new DetectionScores());
        this.watched = watched;
        this.threshold = threshold;
    }

    private AnomalyDetector detector() {
        return (AnomalyDetector) watched.learner();
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        prediction[0] = rows() == 0 ? Double.NaN : detector().score(row);
        prediction[1] = Double.NaN;
        if (threshold != null && !Double.isNaN(prediction[0]) && threshold.level() < Double.MAX_VALUE) {
            prediction[1] = threshold.isAnomaly(prediction[0]) ? 1 : 0;
        }
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        detector().learn(row);
        if (threshold != null) {
            threshold.learn(prediction[0]);
        }
        ((DetectionScores) scores()).add(prediction[0], prediction[1] == 1);
        count();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        if (threshold != null) {
            threshold.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        super.read(in);
        if (threshold != null) {
            threshold.read(in);
        }
    }

    @Override
    public long bytes() {
        return super.bytes() + (threshold == null ? 0 : threshold.bytes());
    }
}
