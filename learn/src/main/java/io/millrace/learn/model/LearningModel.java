package io.millrace.learn.model;

import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.metric.Score;
import io.millrace.learn.metric.Scores;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learner as a model: what all kinds have in common. */
abstract class LearningModel implements Model {
    private final Learner learner;
    private final Scores scores;
    private long rows;

    /** @param scores of its predictions, each made before its row was learned */
    LearningModel(Learner learner, Scores scores) {
        this.learner = learner;
        this.scores = scores;
    }

    static Model of(Task task, Learner learner, Features features, int classes) {
        return switch (task) {
            case CLASSIFICATION -> new ClassifierModel((Classifier) learner, classes);
            case REGRESSION -> new RegressorModel((Regressor) learner);
            case ANOMALY_DETECTION -> new DetectorModel((AnomalyDetector) learner);
            case CLUSTERING -> new ClusterModel((Clusterer) learner, features);
            default -> throw new IllegalArgumentException("no model is for " + task);
        };
    }

    /** Counts a row that was learned. */
    final void count() {
        rows++;
    }

    final long rows() {
        return rows;
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rows", (double) rows);
        for (Score score : scores.values()) {
            metrics.put(score.name(), score.value());
        }
        return metrics;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        scores.write(out);
        learner.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        scores.read(in);
        learner.read(in);
    }

    @Override
    public long bytes() {
        return 32 + scores.bytes() + learner.bytes();
    }
}
