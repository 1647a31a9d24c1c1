package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How far a number is from its forecast, in units of how far forecasts were off so far: exponential smoothing of the level
 * and, with a {@code season}, of each place in the season (Holt 1957, Winters 1960, the additive form), whose errors and
 * their fading mean make a tracking signal (Trigg and Leach 1967). For single series at equal distances of time.
 *
 * <p>The unit is 1.2533 times the fading mean of absolute errors, which is the standard deviation of a bell; the score is at
 * most a million and 0 for the first two seasons, at least 30 rows. An error beyond {@code clip} units is learned as of that
 * size, so that an outlier does not become the level (Gelper, Fried and Croux 2010). A missing value moves on by a step.
 * Numbers outside ±1e100 are taken for that.
 */
public final class ForecastResidual implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "forecast-residual",
            Task.ANOMALY_DETECTION,
            "How far a number is from an exponentially smoothed forecast: for series with a known season.",
            "Winters, Forecasting sales by exponentially weighted moving averages, 1960; Gelper et al. 2010",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("season", 0, 0, 100_000, "How many steps a season has; 0 for none."),
                    Parameter.real("alpha", 0.1, 0, 1, "What share the latest number has in the level."),
                    Parameter.real("gamma", 0.2, 0, 1, "What share the latest number has in its place of the season."),
                    Parameter.real("fade", 0.01, 1e-6, 1, "What share the latest error has in the unit."),
                    Parameter.real("clip", 3, 1, 1e6, "How many units of an error are learned at most.")),
            (features, classes, parameters) -> new ForecastResidual(
                    parameters.whole("season"),
                    parameters.real("alpha"),
                    parameters.real("gamma"),
                    parameters.real("fade"),
                    parameters.real("clip")));

    private static final double LIMIT = 1e100;
    private static final double SCORE_MAX = 1e6;
    private static final double OF_MEAN = 1.2533141373155001;
    private static final int WARM_UP = 30;

    private final double alpha;
    private final double gamma;
    private final double fade;
    private final double clip;
    private final double[] seasonal;
    private final int warmUp;
    private double level;
    private double unit;
    private long count;

    public ForecastResidual(int season, double alpha, double gamma, double fade, double clip) {
        this.alpha = alpha;
        this.gamma = gamma;
        this.fade = fade;
        this.clip = clip;
        seasonal = new double[Math.max(1, season)];
        warmUp = Math.max(WARM_UP, season > 1 ? 2 * season : 0);
    }

    private double error(double value) {
        double limited = Math.max(-LIMIT, Math.min(value, LIMIT));
        return limited - level - seasonal[(int) (count % seasonal.length)];
    }

    @Override
    public double score(double[] row) {
        if (!Double.isFinite(row[0]) || count < warmUp) {
            return 0;
        }
        double error = Math.abs(error(row[0]));
        return error == 0 ? 0 : Math.min(error / (OF_MEAN * unit), SCORE_MAX);
    }

    @Override
    public void learn(double[] row) {
        if (Double.isFinite(row[0])) {
            if (count < seasonal.length && seasonal.length > 1) {
                seasonal[(int) count] = error(row[0]);
            } else {
                correct(error(row[0]));
            }
        } else if (count < seasonal.length && seasonal.length > 1) {
            seasonal[(int) count] = Double.NaN;
        }
        count++;
        if (count == seasonal.length && seasonal.length > 1) {
            center();
        }
    }

    /** Until the first season is over, level and season are 0; from then on errors correct both. */
    private void correct(double error) {
        double learned = error;
        if (count >= warmUp && unit > 0) {
            double most = clip * OF_MEAN * unit;
            learned = Math.max(-most, Math.min(error, most));
        }
        long rows = seasonal.length > 1 ? count - seasonal.length : count;
        double share = seasonal.length > 1 ? alpha : Math.max(alpha, 1.0 / (rows + 1));
        level += share * learned;
        if (seasonal.length > 1) {
            seasonal[(int) (count % seasonal.length)] += gamma * (1 - share) * learned;
        }
        // The very first error of a series without season is its level, and tells nothing of how far errors go.
        if (rows > 0) {
            unit += Math.max(fade, 1.0 / rows) * (Math.abs(learned) - unit);
        }
    }

    /** Takes the mean of the first season for the level, and what is left for its places. */
    private void center() {
        double mean = 0;
        int known = 0;
        for (double value : seasonal) {
            if (!Double.isNaN(value)) {
                mean += (value - mean) / ++known;
            }
        }
        for (int i = 0; i < seasonal.length; i++) {
            seasonal[i] = Double.isNaN(seasonal[i]) ? 0 : seasonal[i] - mean;
        }
        level = mean;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(level);
        out.writeDouble(unit);
        out.writeLong(count);
        for (double value : seasonal) {
            out.writeDouble(value);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        level = in.readDouble();
        unit = in.readDouble();
        count = in.readLong();
        for (int i = 0; i < seasonal.length; i++) {
            seasonal[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 96 + 8L * seasonal.length;
    }
}
