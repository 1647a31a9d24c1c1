package io.millrace.learn.pipeline;

import io.millrace.core.learn.Forecaster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A forecaster whose features are transformed; its series is not. */
final class PreparedForecaster implements Forecaster {
    private final Preparation preparation;
    private final Forecaster learner;

    PreparedForecaster(Preparation preparation, Forecaster learner) {
        this.preparation = preparation;
        this.learner = learner;
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        double[][] transformed = new double[future.length][];
        for (int i = 0; i < future.length; i++) {
            transformed[i] = preparation.transform(future[i]);
        }
        learner.forecast(transformed, values);
    }

    @Override
    public void learn(double[] row, double value) {
        learner.learn(preparation.learnAndTransform(row, value), value);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        preparation.write(out);
        learner.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        preparation.read(in);
        learner.read(in);
    }

    @Override
    public long bytes() {
        return 24 + preparation.bytes() + learner.bytes();
    }
}
