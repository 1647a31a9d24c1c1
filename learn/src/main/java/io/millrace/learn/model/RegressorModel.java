package io.millrace.learn.model;

import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.interval.ErrorBand;
import io.millrace.learn.metric.IntervalScores;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Score;
import io.millrace.learn.metric.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regressor as a model: a prediction is a number with bounds, NaN as long as nothing was learned; bounds are NaN also
 * where nobody asks for them.
 */
final class RegressorModel extends LearningModel {
    private final Watched watched;
    private final @Nullable ErrorBand band;
    private IntervalScores bounds = new IntervalScores(Span.all());
    /** The mean error so far: detectors of drift want numbers from 0 to 1. */
    private double usualError;

    /** @param band how far predictions are off, learned from errors; null where nobody asks */
    RegressorModel(Watched watched, @Nullable ErrorBand band) {
        super(watched, new RegressionScores(Span.all()));
        this.watched = watched;
        this.band = band;
    }

    private Regressor regressor() {
        return (Regressor) watched.learner();
    }

    @Override
    double error(double label, double[] prediction) {
        return Math.abs(label - prediction[0]);
    }

    @Override
    void exchangeScores(LearningModel other) {
        super.exchangeScores(other);
        IntervalScores mine = bounds;
        bounds = ((RegressorModel) other).bounds;
        ((RegressorModel) other).bounds = mine;
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        prediction[0] = rows() == 0 ? Double.NaN : regressor().predict(row);
        double half = band == null ? Double.NaN : band.halfWidth();
        prediction[1] = prediction[0] - half;
        prediction[2] = prediction[0] + half;
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        regressor().learn(row, label, 1);
        Learner background = watched.background();
        if (background != null) {
            ((Regressor) background).learn(row, label, 1);
        }
        count();
        double error = error(label, prediction);
        if (Double.isFinite(error)) {
            ((RegressionScores) scores()).add(label, prediction[0], 1);
            if (band != null) {
                bounds.add(label, prediction[1], prediction[2], 1);
                band.learn(label - prediction[0]);
            }
            usualError += (error - usualError) / rows();
            double sum = error + usualError;
            watched.update(sum > 0 ? error / sum : 0, rows());
        }
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = super.metrics();
        if (band != null) {
            for (Score score : bounds.values()) {
                metrics.put(score.name(), score.value());
            }
        }
        return metrics;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeDouble(usualError);
        if (band != null) {
            band.write(out);
            bounds.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        super.read(in);
        usualError = in.readDouble();
        if (band != null) {
            band.read(in);
            bounds.read(in);
        }
    }

    @Override
    public long bytes() {
        return super.bytes() + (band == null ? 0 : band.bytes() + bounds.bytes());
    }
}
