package io.millrace.learn.interval;

import io.millrace.core.learn.Forecaster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A forecaster with bounds around its forecasts, for each number of steps ahead learned from the errors of its forecasts
 * so many steps ahead. For that it forecasts after each value; where the forecaster has features, those of the last row
 * stand in for the ones to come.
 *
 * <pre>{@code
 * IntervalForecaster sales = new IntervalForecaster(holtWinters, 12, () -> new ConformalBand(.9));
 * sales.learn(new double[0], 112);
 * double[] values = new double[12];
 * double[][] bounds = new double[2][12];
 * sales.forecast(new double[12][0], values, bounds);
 * }</pre>
 */
public final class IntervalForecaster implements Forecaster {
    private final Forecaster forecaster;
    private final int horizon;
    private final ErrorBand[] bands;
    /** Forecasts of the last steps, a row for each; NaN where there was none. */
    private final double[][] earlier;

    private final double[][] future;
    private int next;

    /**
     * @param forecaster this one's from now on
     * @param horizon for how many steps ahead there are bounds
     */
    public IntervalForecaster(Forecaster forecaster, int horizon, ErrorBand.Kind kind) {
        this.forecaster = forecaster;
        this.horizon = horizon;
        bands = new ErrorBand[horizon];
        Arrays.setAll(bands, i -> kind.create());
        earlier = new double[horizon][horizon];
        for (double[] values : earlier) {
            Arrays.fill(values, Double.NaN);
        }
        future = new double[horizon][];
    }

    @Override
    public void forecast(double[][] rows, double[] values) {
        forecaster.forecast(rows, values);
    }

    /**
     * The next values with their bounds.
     *
     * @param values a place for each step, overwritten
     * @param bounds the lower bounds and the upper ones, a place for each step, overwritten; NaN where nothing is known, as
     *     beyond the horizon
     */
    public void forecast(double[][] rows, double[] values, double[][] bounds) {
        forecaster.forecast(rows, values);
        for (int i = 0; i < values.length; i++) {
            double half = i < horizon ? bands[i].halfWidth() : Double.NaN;
            bounds[0][i] = values[i] - half;
            bounds[1][i] = values[i] + half;
        }
    }

    @Override
    public void learn(double[] row, double value) {
        for (int steps = 1; steps <= horizon; steps++) {
            double[] forecast = earlier[Math.floorMod(next - steps, horizon)];
            bands[steps - 1].learn(value - forecast[steps - 1]);
        }
        forecaster.learn(row, value);
        Arrays.fill(future, row);
        forecaster.forecast(future, earlier[next]);
        next = (next + 1) % horizon;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        forecaster.write(out);
        out.writeInt(next);
        for (int i = 0; i < horizon; i++) {
            bands[i].write(out);
            for (double value : earlier[i]) {
                out.writeDouble(value);
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        forecaster.read(in);
        next = in.readInt();
        for (int i = 0; i < horizon; i++) {
            bands[i].read(in);
            for (int j = 0; j < horizon; j++) {
                earlier[i][j] = in.readDouble();
            }
        }
    }

    @Override
    public long bytes() {
        long bytes = 64 + forecaster.bytes() + 8L * horizon * horizon;
        for (ErrorBand band : bands) {
            bytes += band.bytes();
        }
        return bytes;
    }
}
