package io.millrace.learn.forecast;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Goes on with the last value, or, with a drift, along the line from the first value to the last one. What every other
 * forecaster has to beat (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2021, section 5.2).
 *
 * <pre>{@code
 * Forecaster naive = Naive.ALGORITHM.create(Features.of());
 * naive.learn(new double[0], 112);
 * double[] values = new double[12];
 * naive.forecast(new double[12][0], values);
 * }</pre>
 */
public final class Naive implements Forecaster {
    public static final Algorithm<Forecaster> ALGORITHM = new Algorithm<>(
            "naive",
            Task.FORECASTING,
            "Goes on with the last value, or along the line from the first value to it; the measure of other forecasters.",
            "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2021",
            Set.of(),
            List.of(Parameter.flag("drift", false, "Whether the mean change so far goes on.")),
            (features, classes, parameters) -> new Naive(parameters.flag("drift")));

    private final boolean hasDrift;
    private double first = Double.NaN;
    private double last = Double.NaN;
    private long steps;

    Naive(boolean hasDrift) {
        this.hasDrift = hasDrift;
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        if (!hasDrift || steps == 0) {
            Arrays.fill(values, last);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = last + slope() * (i + 1);
        }
    }

    private double slope() {
        return steps == 0 ? 0 : (last - first) / steps;
    }

    @Override
    public void learn(double[] row, double value) {
        double taken = Series.value(value);
        if (Double.isNaN(last)) {
            first = taken;
            last = taken;
            return;
        }
        last = Double.isNaN(taken) ? last + (hasDrift ? slope() : 0) : taken;
        steps++;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(first);
        out.writeDouble(last);
        out.writeLong(steps);
    }

    @Override
    public void read(DataInput in) throws IOException {
        first = in.readDouble();
        last = in.readDouble();
        steps = in.readLong();
    }

    @Override
    public long bytes() {
        return 48;
    }
}
