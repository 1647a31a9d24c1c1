package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What regression is scored from: sums over rows, which may fade. */
final class RegressionSums {
    /** Its square, summed over 1e20 rows, is still a number. */
    private static final double ERROR_MAX = 1e140;

    private final Fading fading;
    private double weights;
    private double absolute;
    private double squares;
    private double signed;
    private double relative;
    private double relativeWeights;
    private double symmetric;
    private double mean;
    private double deviations;

    RegressionSums(double factor) {
        fading = new Fading(factor);
    }

    void add(double truth, double prediction, double weight) {
        fading.next();
        if (fading.isFull()) {
            multiply(fading.restart());
        }
        double counted = weight * fading.scale();
        double error = clamp(prediction - truth);
        double size = Math.abs(error);
        weights += counted;
        absolute += counted * size;
        squares += counted * error * error;
        signed += counted * error;
        if (truth != 0) {
            relative += counted * Math.min(ERROR_MAX, size / Math.abs(truth));
            relativeWeights += counted;
        }
        double both = Math.abs(truth) + Math.abs(prediction);
        symmetric += both > 0 ? counted * Math.min(2, 2 * size / both) : 0;
        double off = clamp(truth) - mean;
        mean += off * (counted / weights);
        deviations += counted * off * (clamp(truth) - mean);
    }

    private static double clamp(double value) {
        return Math.max(-ERROR_MAX, Math.min(value, ERROR_MAX));
    }

    private void multiply(double factor) {
        weights *= factor;
        absolute *= factor;
        squares *= factor;
        signed *= factor;
        relative *= factor;
        relativeWeights *= factor;
        symmetric *= factor;
        deviations *= factor;
    }

    double weights() {
        return weights / fading.scale();
    }

    double meanAbsoluteError() {
        return absolute / weights;
    }

    double meanSquaredError() {
        return squares / weights;
    }

    List<Score> values() {
        return List.of(
                new Score("mae", absolute / weights),
                new Score("rmse", Math.sqrt(squares / weights)),
                new Score("r2", deviations > 0 ? 1 - squares / deviations : Double.NaN),
                new Score("bias", signed / weights),
                new Score("mape", 100 * relative / relativeWeights),
                new Score("smape", 100 * symmetric / weights));
    }

    void write(DataOutput out) throws IOException {
        fading.write(out);
        for (double sum :
                new double[] {weights, absolute, squares, signed, relative, relativeWeights, symmetric, mean, deviations
                }) {
            out.writeDouble(sum);
        }
    }

    void read(DataInput in) throws IOException {
        fading.read(in);
        weights = in.readDouble();
        absolute = in.readDouble();
        squares = in.readDouble();
        signed = in.readDouble();
        relative = in.readDouble();
        relativeWeights = in.readDouble();
        symmetric = in.readDouble();
        mean = in.readDouble();
        deviations = in.readDouble();
    }

    long bytes() {
        return 120;
    }
}
