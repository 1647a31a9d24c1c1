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
 * Exponential smoothing of a level, a trend and a season (Holt 1957; Winters 1960; the damped trend of Gardner and
 * McKenzie 1985).
 *
 * <p>It starts when one season of values is there, and two without a season: the level is their mean, the trend the mean
 * of their differences, and the season what each is above the mean, as in River. A new value updates the level first;
 * trend and season follow by the new level and by the old one. {@code season = 1} is for a series without a season, {@code
 * beta = 0} keeps the trend that it started with.
 *
 * <p>A step without a value goes on with the forecast. With a multiplicative season the series has to be above 0: a value
 * below a thousandth of the level counts as that, and one ten times what is expected, or a tenth, moves the level by no
 * more than that.
 *
 * <p>The defaults are those of River's example of airline passengers, which has {@code season = 12} and {@code seasonality
 * = multiplicative}.
 *
 * <pre>{@code
 * Parameters yearly = HoltWinters.ALGORITHM.parameters().with("season", 12).with("seasonality", "multiplicative");
 * Forecaster passengers = HoltWinters.ALGORITHM.create(Features.of(), 0, yearly);
 * for (double value : months) {
 *     passengers.learn(new double[0], value);
 * }
 * double[] year = new double[12];
 * passengers.forecast(new double[12][0], year);
 * }</pre>
 */
public final class HoltWinters implements Forecaster {
    public static final Algorithm<Forecaster> ALGORITHM = new Algorithm<>(
            "holt-winters",
            Task.FORECASTING,
            "Smooths a level, a trend and a season. Take it for a series that repeats itself every so many values.",
            "Holt, Forecasting seasonals and trends, 1957; Winters, Forecasting sales, 1960",
            Set.of(),
            List.of(
                    Parameter.real("alpha", .3, 0, 1, "How fast the level follows; 1 forgets all values but the last."),
                    Parameter.real("beta", .1, 0, 1, "How fast the trend follows the level."),
                    Parameter.real("gamma", .6, 0, 1, "How fast the season follows."),
                    Series.season(1),
                    Parameter.choice(
                            "seasonality",
                            List.of("additive", "multiplicative"),
                            "Whether a season adds to the level or is a share of it."),
                    Parameter.real(
                            "damping",
                            1,
                            0,
                            1,
                            "What is left of the trend one step later; 1 for all, 0 for no trend.")),
            (features, classes, parameters) -> new HoltWinters(parameters));

    /** In a multiplicative season nothing is below this share of what was expected. */
    private static final double SHARE_MIN = 1e-3;

    /** By how much one value may differ from the level, without its season, in a multiplicative season. */
    private static final double FACTOR_MAX = 10;

    private static final double LEVEL_MIN = 1e-200;

    private final double alpha;
    private final double beta;
    private final double gamma;
    private final double damping;
    private final boolean isMultiplicative;
    private final double[] seasons;
    /** Until there are enough to start with. */
    private final double[] first;

    private int count;
    private int next;
    private double level;
    private double trend;

    HoltWinters(Parameters parameters) {
        alpha = parameters.real("alpha");
        beta = parameters.real("beta");
        gamma = parameters.real("gamma");
        damping = parameters.real("damping");
        isMultiplicative = parameters.text("seasonality").equals("multiplicative");
        seasons = new double[parameters.whole(Series.SEASON)];
        first = new double[Math.max(2, seasons.length)];
        Arrays.fill(seasons, isMultiplicative ? 1 : 0);
    }

    private boolean hasSeason() {
        return seasons.length > 1;
    }

    private boolean isStarted() {
        return count == first.length;
    }

    @Override
    public void forecast(double[][] future, double[] values) {
        if (!isStarted()) {
            Arrays.fill(values, Double.NaN);
            return;
        }
        double share = 1;
        double trends = 0;
        for (int i = 0; i < values.length; i++) {
            share *= damping;
            trends += share * trend;
            double season = seasons[(next + i) % seasons.length];
            values[i] = Series.clamp(isMultiplicative ? above(level + trends) * season : level + trends + season);
        }
    }

    /** A level that a share can be taken of. */
    private double above(double expected) {
        return isMultiplicative ? Math.max(expected, SHARE_MIN * level) : expected;
    }

    @Override
    public void learn(double[] row, double value) {
        double taken = Series.value(value);
        if (!isStarted()) {
            start(taken);
            return;
        }
        double expected = above(level + damping * trend);
        double season = seasons[next];
        if (Double.isNaN(taken)) {
            taken = isMultiplicative ? expected * season : expected + season;
        }
        if (isMultiplicative) {
            taken = Math.max(taken, SHARE_MIN * expected);
        }
        double plain = isMultiplicative ? near(taken / season, expected) : taken - season;
        double before = level;
        level = Series.clamp(alpha * plain + (1 - alpha) * expected);
        level = isMultiplicative ? Math.max(level, LEVEL_MIN) : level;
        trend = Series.clamp(beta * (level - before) + (1 - beta) * damping * trend);
        if (hasSeason()) {
            double now = isMultiplicative ? taken / expected : taken - expected;
            seasons[next] = bounded(gamma * now + (1 - gamma) * season);
            next = (next + 1) % seasons.length;
        }
    }

    /** On a day that is always near 0, a value that is not says little about the level. */
    private static double near(double plain, double expected) {
        return Math.max(expected / FACTOR_MAX, Math.min(plain, expected * FACTOR_MAX));
    }

    private double bounded(double season) {
        return isMultiplicative ? Math.max(SHARE_MIN, Math.min(season, 1 / SHARE_MIN)) : Series.clamp(season);
    }

    /** A gap counts as the value before; gaps before the first value are skipped. */
    private void start(double value) {
        if (Double.isNaN(value)) {
            if (count == 0) {
                return;
            }
            first[count] = first[count - 1];
        } else {
            first[count] = value;
        }
        count++;
        if (!isStarted()) {
            return;
        }
        double sum = 0;
        for (double one : first) {
            sum += one / first.length;
        }
        level = isMultiplicative ? Math.max(sum, LEVEL_MIN) : sum;
        trend = (first[count - 1] - first[0]) / (count - 1);
        for (int i = 0; hasSeason() && i < seasons.length; i++) {
            seasons[i] = bounded(isMultiplicative ? first[i] / level : first[i] - level);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; !isStarted() && i < count; i++) {
            out.writeDouble(first[i]);
        }
        out.writeInt(next);
        out.writeDouble(level);
        out.writeDouble(trend);
        for (double season : seasons) {
            out.writeDouble(season);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readInt();
        for (int i = 0; !isStarted() && i < count; i++) {
            first[i] = in.readDouble();
        }
        next = in.readInt();
        level = in.readDouble();
        trend = in.readDouble();
        for (int i = 0; i < seasons.length; i++) {
            seasons[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 120 + 8L * (seasons.length + first.length);
    }
}
