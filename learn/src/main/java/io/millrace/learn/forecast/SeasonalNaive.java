package io.millrace.learn.forecast;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Goes on with the last season: yesterday's hours, last year's months. It knows nothing before one season is complete.
 * What a forecaster of a seasonal series has to beat (Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
 * 2021, section 5.2).
 */
public final class SeasonalNaive implements Forecaster {
    public static final Algorithm<Forecaster> ALGORITHM = new Algorithm<>(
            "seasonal-naive",
            Task.FORECASTING,
            "Goes on with the values of the last season; the measure of other forecasters of a seasonal series.",
            "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2021",
            Set.of(),
            List.of(Series.season(24)),
            (features, classes, parameters) -> new SeasonalNaive(parameters.whole(Series.SEASON)));

    private final double[] last;
    private int next;
    private boolean isComplete;

    SeasonalNaive(int season) {
        last = new double[season];
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        if (!isComplete) {
            Arrays.fill(values, Double.NaN);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = last[(next + i) % last.length];
        }
    }

    @Override
    public void learn(double[] row, double value) {
        double taken = Series.value(value);
        if (Double.isNaN(taken)) {
            if (!isComplete && next == 0) {
                return;
            }
            taken = isComplete ? last[next] : last[next - 1];
        }
        last[next++] = taken;
        if (next == last.length) {
            next = 0;
            isComplete = true;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeBoolean(isComplete);
        for (double value : last) {
            out.writeDouble(value);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        next = in.readInt();
        isComplete = in.readBoolean();
        for (int i = 0; i < last.length; i++) {
            last[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 48 + 8L * last.length;
    }
}
