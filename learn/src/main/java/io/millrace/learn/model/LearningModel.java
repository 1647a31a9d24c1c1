package io.millrace.learn.model;

import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelEvent;
import io.millrace.learn.metric.Score;
import io.millrace.learn.metric.Scores;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A learner as a model: what all kinds have in common. */
abstract class LearningModel implements Model {
    private final Watched watched;
    private Scores scores;
    private long rows;

    /** @param scores of its predictions, each made before its row was learned */
    LearningModel(Watched watched, Scores scores) {
        this.watched = watched;
        this.scores = scores;
    }

    /** How wrong a prediction was; NaN where that cannot be said. */
    double error(double label, double[] prediction) {
        return Double.NaN;
    }

    final Scores scores() {
        return scores;
    }

    /** Exchanges scores with another model of the same task: from now on it goes on with the other's. */
    void exchangeScores(LearningModel other) {
        Scores mine = scores;
        scores = other.scores;
        other.scores = mine;
    }

    /** Counts a row that was learned. */
    final void count() {
        rows++;
    }

    final long rows() {
        return rows;
    }

    @Override
    public @Nullable Explained explained() {
        return watched.learner() instanceof Explained explained ? explained : null;
    }

    @Override
    public List<ModelEvent> events() {
        return watched.events();
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
        watched.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        scores.read(in);
        watched.read(in);
    }

    @Override
    public long bytes() {
        return 32 + scores.bytes() + watched.bytes();
    }
}
