package io.millrace.learn.interval;

import io.millrace.core.learn.Regressor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A regressor with bounds around its predictions, learned from its errors on rows that it had not seen yet.
 *
 * <pre>{@code
 * IntervalRegressor fares = new IntervalRegressor(tree, new ConformalBand(.95));
 * fares.learn(row, 12.5, 1);
 * double[] bounds = new double[2];
 * fares.bounds(next, bounds);
 * }</pre>
 */
public final class IntervalRegressor implements Regressor {
    private final Regressor regressor;
    private final ErrorBand band;

    /** Both are this one's from now on. */
    public IntervalRegressor(Regressor regressor, ErrorBand band) {
        this.regressor = regressor;
        this.band = band;
    }

    @Override
    public double predict(double[] row) {
        return regressor.predict(row);
    }

    /**
     * The lower and the upper bound of the number for a row.
     *
     * @param bounds two places, overwritten; NaN as long as nothing is known about errors
     * @return the prediction
     */
    public double bounds(double[] row, double[] bounds) {
        double prediction = regressor.predict(row);
        double half = band.halfWidth();
        bounds[0] = prediction - half;
        bounds[1] = prediction + half;
        return prediction;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        predictThenLearn(row, target, weight);
    }

    @Override
    public double predictThenLearn(double[] row, double target, double weight) {
        double prediction = regressor.predictThenLearn(row, target, weight);
        if (weight > 0) {
            band.learn(target - prediction);
        }
        return prediction;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        regressor.write(out);
        band.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        regressor.read(in);
        band.read(in);
    }

    @Override
    public long bytes() {
        return 32 + regressor.bytes() + band.bytes();
    }
}
