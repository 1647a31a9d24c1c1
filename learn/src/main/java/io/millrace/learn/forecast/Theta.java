package io.millrace.learn.forecast;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The theta method: the mean of a smoothed series and of its line of regression, which is simple exponential smoothing
 * with half the slope of that line (Assimakopoulos and Nikolopoulos 2000; Hyndman and Billah 2003). It won the M3
 * competition. Both parts are kept up to date with each value, and with a season the deviations from it are smoothed, too.
 *
 * <p>The line counts older values as much as new ones, unless {@code fading} is below 1. A step without a value goes on
 * with the forecast.
 */
public final class Theta implements Forecaster {
    public static final Algorithm<Forecaster> ALGORITHM = new Algorithm<>(
            "theta",
            Task.FORECASTING,
            "Smooths a series and follows half the slope of its line. Take it for a series with a trend but no season.",
            "Assimakopoulos and Nikolopoulos, The theta model, 2000; Hyndman and Billah, Unmasking the Theta method, 2003",
            Set.of(),
            List.of(
                    Parameter.real("alpha", .3, .001, 1, "How fast the level follows."),
                    Parameter.real(
                            "fading", 1, .5, 1, "What a value counts for the slope one step later; 1 for as much.")),
            (features, classes, parameters) -> new Theta(parameters));

    private final double alpha;
    private final double fading;
    private double level = Double.NaN;
    /** (1 - alpha) to the power of the number of values. */
    private double start = 1;

    private double weights;
    private double time;
    private double mean;
    private double timeSquares;
    private double products;

    Theta(Parameters parameters) {
        alpha = parameters.real("alpha");
        fading = parameters.real("fading");
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        if (Double.isNaN(level)) {
            Arrays.fill(values, Double.NaN);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = at(i);
        }
    }

    /** The value so many steps after the next one. */
    private double at(int step) {
        double slope = timeSquares > 0 ? products / timeSquares : 0;
        return Series.clamp(level + slope / 2 * (step + (1 - start) / alpha));
    }

    @Override
    public void learn(double[] row, double value) {
        double taken = Series.value(value);
        if (Double.isNaN(taken)) {
            if (Double.isNaN(level)) {
                return;
            }
            taken = at(0);
        }
        level = Double.isNaN(level) ? taken : level + alpha * (taken - level);
        start *= 1 - alpha;
        follow(taken);
    }

    /** The line of regression, with the present as time 0, so that nothing grows without bound but its length. */
    private void follow(double value) {
        time -= 1;
        timeSquares *= fading;
        products *= fading;
        weights = weights * fading + 1;
        double share = 1 / weights;
        double off = value - mean;
        double earlier = time;
        time -= time * share;
        mean += off * share;
        timeSquares += earlier * time;
        products += -time * off;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (double value : new double[] {level, start, weights, time, mean, timeSquares, products}) {
            out.writeDouble(value);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        level = in.readDouble();
        start = in.readDouble();
        weights = in.readDouble();
        time = in.readDouble();
        mean = in.readDouble();
        timeSquares = in.readDouble();
        products = in.readDouble();
    }

    @Override
    public long bytes() {
        return 88;
    }
}
