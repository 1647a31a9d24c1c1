package io.millrace.learn.model;

import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A regressor as a model: a prediction is a number with bounds, NaN as long as nothing was learned. */
final class RegressorModel extends LearningModel {
    private final Watched watched;
    private final RegressionScores scores;
    /** The mean error so far: detectors of drift want numbers from 0 to 1. */
    private double usualError;

    RegressorModel(Watched watched) {
        this(watched, new RegressionScores(Span.all()));
    }

    private RegressorModel(Watched watched, RegressionScores scores) {
        super(watched, scores);
        this.watched = watched;
        this.scores = scores;
    }

    private Regressor regressor() {
        return (Regressor) watched.learner();
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        prediction[0] = rows() == 0 ? Double.NaN : regressor().predict(row);
        prediction[1] = Double.NaN;
        prediction[2] = Double.NaN;
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        regressor().learn(row, label, 1);
        Learner background = watched.background();
        if (background != null) {
            ((Regressor) background).learn(row, label, 1);
        }
        count();
        double error = Math.abs(label - prediction[0]);
        if (Double.isFinite(error)) {
            scores.add(label, prediction[0], 1);
            usualError += (error - usualError) / rows();
            double sum = error + usualError;
            watched.update(sum > 0 ? error / sum : 0, rows());
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeDouble(usualError);
    }

    @Override
    public void read(DataInput in) throws IOException {
        super.read(in);
        usualError = in.readDouble();
    }
}
