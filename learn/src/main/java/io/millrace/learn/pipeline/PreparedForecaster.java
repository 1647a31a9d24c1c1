package io.millrace.learn.pipeline;

import io.millrace.core.learn.Forecaster;

/** A forecaster whose features are transformed; its series is not. */
final class PreparedForecaster extends Prepared implements Forecaster {
    private final Forecaster learner;

    PreparedForecaster(Preparation preparation, Forecaster learner) {
        super(preparation, learner);
        this.learner = learner;
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        double[][] transformed = new double[future.length][];
        for (int i = 0; i < future.length; i++) {
            transformed[i] = preparation().transform(future[i]);
        }
        learner.forecast(transformed, values);
    }

    @Override
    public void learn(double[] row, double value) {
        learner.learn(preparation().learnAndTransform(row, value), value);
    }
}
