package io.millrace.learn.series;

import io.millrace.core.learn.Forecaster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A forecaster that finds out how long a season is: it keeps the first values, takes the highest peak of their
 * autocorrelation behind its first zero that is there two seasons apart, too, and begins with all of them. A season is in them
 * at least three times; without a clear peak there is none.
 */
final class FoundSeason implements Forecaster {
    /** A correlation that is no season, however many values there are. */
    private static final double WEAK = 0.2;

    private final int least;
    private final IntFunction<Forecaster> factory;
    private double[] first = new double[16];
    private int count;
    private int season;
    private @Nullable Forecaster forecaster;

    /**
     * @param least how many values it looks at
     * @param factory makes what forecasts with a season of that length, 1 for none
     */
    FoundSeason(int least, IntFunction<Forecaster> factory) {
        this.least = least;
        this.factory = factory;
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        if (forecaster == null) {
            Arrays.fill(values, Double.NaN);
        } else {
            forecaster.forecast(future, values);
        }
    }

    @Override
    public void learn(double[] row, double value) {
        if (forecaster != null) {
            forecaster.learn(row, value);
            return;
        }
        if (count == 0 && !Double.isFinite(value)) {
            return;
        }
        if (count == first.length) {
            first = Arrays.copyOf(first, count * 2);
        }
        first[count] = Double.isFinite(value) ? value : first[count - 1];
        count++;
        if (count == least) {
            begin(row);
        }
    }

    private void begin(double[] row) {
        season = find(Arrays.copyOf(first, count));
        Forecaster made = factory.apply(season);
        for (int i = 0; i < count; i++) {
            made.learn(row, first[i]);
        }
        forecaster = made;
        first = new double[0];
    }

    /** How long the season of some values is; 1 for none. */
    static int find(double[] values) {
        double[] rest = withoutLine(values);
        double variance = correlation(rest, 0);
        if (!(variance > 0)) {
            return 1;
        }
        int best = 1;
        double highest = Math.max(WEAK, 2 / Math.sqrt(values.length));
        double before = 1;
        double here = correlation(rest, 1) / variance;
        boolean wasNegative = here <= 0;
        for (int lag = 2; lag <= values.length / 3; lag++) {
            double next = correlation(rest, lag) / variance;
            double after = correlation(rest, lag + 1) / variance;
            before = here;
            here = next;
            boolean isPeak = wasNegative && here > before && here >= after && here > highest;
            if (isPeak && correlation(rest, 2 * lag) / variance > here * twice(lag, values.length)) {
                best = lag;
                highest = here;
            }
            wasNegative |= here <= 0;
        }
        return best;
    }

    /** What is asked of the correlation two seasons apart: half of what it has where one season is as good as the next. */
    private static double twice(int lag, int count) {
        return 0.5 * (count - 2 * lag) / (count - lag);
    }

    private static double correlation(double[] values, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += values[i] * values[i - lag];
        }
        return sum;
    }

    /** What is left of values without the line of least squares through them, in units of the largest. */
    private static double[] withoutLine(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        double middle = (values.length - 1) / 2.0;
        double mean = 0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double value = largest > 0 ? values[i] / largest : 0;
            mean += value / values.length;
            products += value * (i - middle);
            squares += (i - middle) * (i - middle);
        }
        double[] rest = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = largest > 0 ? values[i] / largest : 0;
            double left = value - mean - products / squares * (i - middle);
            rest[i] = Math.abs(left) < 1e-9 ? 0 : left;
        }
        return rest;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(season);
        if (forecaster != null) {
            forecaster.write(out);
            return;
        }
        for (int i = 0; i < count; i++) {
            out.writeDouble(first[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readInt();
        season = in.readInt();
        forecaster = null;
        first = new double[16];
        if (count == least) {
            first = new double[0];
            Forecaster made = factory.apply(season);
            made.read(in);
            forecaster = made;
            return;
        }
        first = new double[Math.max(16, count)];
        for (int i = 0; i < count; i++) {
            first[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 56 + 8L * first.length + (forecaster == null ? 0 : forecaster.bytes());
    }
}
