package io.millrace.learn.forecast;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.linear.RecursiveLeastSquares;
import io.millrace.learn.pipeline.Pipelines;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Predicts the next value from the last ones, those of the seasons before, the last errors, and features: the parts of a
 * seasonal ARIMA model with features (Box and Jenkins 1976), fitted online (Anava et al., Online learning for time series
 * prediction, COLT 2013), here by recursive least squares, which may forget.
 *
 * <p>The series is differenced {@code d} times, and {@code sd} times by the season. Then the model has the last {@code p}
 * values, and those of the same step of the last {@code sp} seasons; the last {@code q} errors, and those of the same step
 * of the last {@code sq} seasons; and the features of the step, nominal ones as columns of 0 and 1. It forecasts several
 * steps by taking forecasts for values, and 0 for errors to come. Nothing is forecast before there is a value for each lag.
 *
 * <p>Parameters are those of River's SNARIMAX, but {@code season} for m, and its seasonal lags are counted as the literature
 * counts them. A step without a value goes on with the forecast, and is not learned.
 *
 * <pre>{@code
 * Parameters daily = Arx.ALGORITHM.parameters().with(Map.of("p", 2, "season", 24, "sp", 1, "forgetting", .9995));
 * Forecaster load = Arx.ALGORITHM.create(Features.of(Feature.numeric("temperature")), 0, daily);
 * load.learn(new double[] {12.5}, 4200);
 * double[] values = new double[2];
 * load.forecast(new double[][] {{12.1}, {11.8}}, values);
 * }</pre>
 */
public final class Arx implements Forecaster {
    public static final Algorithm<Forecaster> ALGORITHM = new Algorithm<>(
            "arx",
            Task.FORECASTING,
            "Predicts from the last values, those a season before, and features of the step. Take it where these matter.",
            "Box and Jenkins, Time series analysis, 1976; Anava et al., Online learning for time series prediction, 2013",
            Set.of(),
            List.of(
                    Parameter.whole("p", 3, 0, 200, "How many of the last values the next one depends on."),
                    Parameter.whole("d", 0, 0, 3, "How often the series is differenced: 1 for one with a trend."),
                    Parameter.whole("q", 0, 0, 200, "How many of the last errors the next value depends on."),
                    Parameter.whole(
                            Series.SEASON,
                            1,
                            1,
                            10_000,
                            "After how many values the series repeats itself; 1 for never."),
                    Parameter.whole(
                            "sp", 0, 0, 20, "From how many seasons before the value of the same step is taken."),
                    Parameter.whole("sd", 0, 0, 2, "How often the series is differenced by the season."),
                    Parameter.whole(
                            "sq", 0, 0, 20, "From how many seasons before the error of the same step is taken."),
                    Parameter.real(
                            "forgetting",
                            1,
                            .5,
                            1,
                            "What a value counts for the model one step later; 1 forgets nothing."),
                    Parameter.real("p0", 1e6, 1e-12, 1e12, "How uncertain the weights are at first.")),
            Arx::new);

    private final Regressor regressor;
    private final int width;
    private final int[] valueLags;
    private final int[] errorLags;
    /** What the values of 0, 1, 2 ... steps ago count in a difference. */
    private final double[] differences;

    private final History values;
    private final History changes;
    private final History errors;
    private final int changesNeeded;

    Arx(Features features, int classes, Parameters parameters) {
        int season = parameters.whole(Series.SEASON);
        width = features.size();
        valueLags = lags(parameters.whole("p"), season, parameters.whole("sp"));
        errorLags = lags(parameters.whole("q"), season, parameters.whole("sq"));
        differences = differences(parameters.whole("d"), season, parameters.whole("sd"));
        changesNeeded = Arrays.stream(valueLags).max().orElse(0);
        values = new History(differences.length - 1);
        changes = new History(changesNeeded);
        errors = new History(Arrays.stream(errorLags).max().orElse(0));
        List<Feature> all = new ArrayList<>(features.all());
        for (int lag : valueLags) {
            all.add(Feature.numeric("value-" + lag));
        }
        for (int lag : errorLags) {
            all.add(Feature.numeric("error-" + lag));
        }
        Parameters fitting = RecursiveLeastSquares.ALGORITHM
                .parameters()
                .with("forgetting", parameters.real("forgetting"))
                .with("p0", parameters.real("p0"));
        regressor = Pipelines.prepared(RecursiveLeastSquares.ALGORITHM, Features.of(all), 0, fitting);
    }

    /** The last ones, and those of the last seasons that are not among them. */
    private static int[] lags(int last, int season, int seasons) {
        List<Integer> lags = new ArrayList<>();
        for (int i = 1; i <= last; i++) {
            lags.add(i);
        }
        for (int i = 1; i <= seasons && season > 1; i++) {
            if (i * season > last) {
                lags.add(i * season);
            }
        }
        return lags.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] differences(int times, int season, int seasonalTimes) {
        double[] product = {1};
        for (int i = 0; i < times; i++) {
            product = difference(product, 1);
        }
        for (int i = 0; i < seasonalTimes && season > 1; i++) {
            product = difference(product, season);
        }
        return product;
    }

    private static double[] difference(double[] weights, int lag) {
        double[] product = Arrays.copyOf(weights, weights.length + lag);
        for (int i = 0; i < weights.length; i++) {
            product[i + lag] -= weights[i];
        }
        return product;
    }

    private boolean hasChanges() {
        return values.count() >= differences.length - 1;
    }

    private boolean isStarted() {
        return changes.count() > changesNeeded;
    }

    @Override
    public void forecast(double[][] future, double[] forecasts) {
        if (!isStarted()) {
            Arrays.fill(forecasts, Double.NaN);
            return;
        }
        double[] later = new double[forecasts.length];
        double[] inputs = new double[width + valueLags.length + errorLags.length];
        for (int i = 0; i < forecasts.length; i++) {
            fill(inputs, future[i], later, i);
            later[i] = Series.clamp(regressor.predict(inputs));
            double value = later[i];
            for (int j = 1; j < differences.length; j++) {
                if (differences[j] != 0) {
                    value -= differences[j] * values.back(j, forecasts, i);
                }
            }
            forecasts[i] = Series.clamp(value);
        }
    }

    /** What the model sees of a step that comes after some whose changes were forecast. */
    private void fill(double[] inputs, double[] row, double[] later, int steps) {
        System.arraycopy(row, 0, inputs, 0, width);
        int place = width;
        for (int lag : valueLags) {
            inputs[place++] = changes.back(lag, later, steps);
        }
        for (int lag : errorLags) {
            inputs[place++] = lag <= steps ? 0 : errors.back(lag - steps);
        }
    }

    @Override
    public void learn(double[] row, double value) {
        double taken = Series.value(value);
        boolean isGap = Double.isNaN(taken);
        if (isGap) {
            if (values.count() == 0) {
                return;
            }
            taken = standIn(row);
        }
        if (hasChanges()) {
            double change = taken;
            for (int i = 1; i < differences.length; i++) {
                if (differences[i] != 0) {
                    change += differences[i] * values.back(i);
                }
            }
            learnChange(row, Series.clamp(change), isGap);
        }
        values.add(taken);
    }

    private double standIn(double[] row) {
        double[] next = new double[1];
        forecast(new double[][] {row}, next);
        return Double.isNaN(next[0]) ? values.back(1) : next[0];
    }

    private void learnChange(double[] row, double change, boolean isGap) {
        double error = 0;
        if (changes.count() >= changesNeeded && !isGap) {
            double[] inputs = new double[width + valueLags.length + errorLags.length];
            fill(inputs, row, inputs, 0);
            error = change - regressor.predictThenLearn(inputs, change, 1);
        }
        changes.add(change);
        errors.add(Series.clamp(error));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        regressor.write(out);
        values.write(out);
        changes.write(out);
        errors.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        regressor.read(in);
        values.read(in);
        changes.read(in);
        errors.read(in);
    }

    @Override
    public long bytes() {
        return 120
                + regressor.bytes()
                + values.bytes()
                + changes.bytes()
                + errors.bytes()
                + 4L * (valueLags.length + errorLags.length)
                + 8L * differences.length;
    }
}
