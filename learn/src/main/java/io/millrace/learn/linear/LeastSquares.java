package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.numeric.Moments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Weights by least squares, row by row, and how certain they are. One thread at a time learns. */
final class LeastSquares {
    private static final double WEIGHT_MAX = 1e12;

    private final int features;
    private final double intercept;
    private final double[] weights;
    private final double[] inputs;
    private final Covariance covariance;

    LeastSquares(int features, boolean hasIntercept, double start) {
        this.features = features;
        intercept = hasIntercept ? 1 : 0;
        weights = new double[features + 1];
        inputs = new double[features + 1];
        covariance = new Covariance(features + 1, start);
    }

    double predict(double[] row) {
        return Inputs.sum(weights, row);
    }

    /** The variance of the sum for a row, in units of that of the noise. */
    double spread(double[] row) {
        return covariance.spread(inputs(row, new double[features + 1]));
    }

    private double[] inputs(double[] row, double[] into) {
        Inputs.copy(row, into, features);
        into[features] = intercept;
        return into;
    }

    /**
     * @param keep what all rows before count from now on
     * @return the error before learning
     */
    double learn(double[] row, double target, double weight, double keep) {
        inputs(row, inputs);
        double error = Moments.bounded(target) - Inputs.sum(weights, inputs);
        if (covariance.take(inputs, 1 / Math.min(weight, WEIGHT_MAX), keep) && Double.isFinite(error)) {
            double[] gains = covariance.gains();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Moments.bounded(weights[i] + gains[i] * error);
            }
        }
        return error;
    }

    /** As {@link io.millrace.core.learn.Explained#explain}. */
    double explain(double[] row, double[] contributions) {
        for (int i = 0; i < features; i++) {
            contributions[i] = weights[i] * Inputs.of(row[i]);
        }
        return weights[features];
    }

    /** One for each feature, and then the intercept. */
    double[] weights() {
        return weights;
    }

    void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
        covariance.write(out);
    }

    void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
        covariance.read(in);
    }

    long bytes() {
        return 64 + 16L * weights.length + covariance.bytes();
    }
}
