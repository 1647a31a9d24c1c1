package io.millrace.learn.model;

import io.millrace.core.learn.Regressor;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;

/** A regressor as a model: a prediction is a number with bounds, NaN as long as nothing was learned. */
final class RegressorModel extends LearningModel {
    private final Regressor regressor;
    private final RegressionScores scores;

    RegressorModel(Regressor regressor) {
        this(regressor, new RegressionScores(Span.all()));
    }

    private RegressorModel(Regressor regressor, RegressionScores scores) {
        super(regressor, scores);
        this.regressor = regressor;
        this.scores = scores;
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        prediction[0] = rows() == 0 ? Double.NaN : regressor.predict(row);
        prediction[1] = Double.NaN;
        prediction[2] = Double.NaN;
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        if (!Double.isNaN(prediction[0])) {
            scores.add(label, prediction[0], 1);
        }
        regressor.learn(row, label, 1);
        count();
    }
}
