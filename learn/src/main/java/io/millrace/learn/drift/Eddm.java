package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The early drift detection method (Baena-García et al., "Early drift detection method", IWKDDS 2006): watches how far
 * errors are apart, their mean distance and two standard deviations more, against the most that was. Better than
 * {@link Ddm} at slow changes, with more false alarms.
 *
 * <p>Takes errors as 0 (right) or 1 (wrong); a number above a half is an error, one outside [0, 1] is ignored. Defaults
 * are the paper's, as in MOA and River; the variance is that of a sample, as in River. After a change everything starts
 * anew.
 */
public final class Eddm implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "eddm",
            Task.DRIFT_DETECTION,
            "Watches errors (0 or 1) come closer together: finds slow changes, with more false alarms than others.",
            "Baena-García et al., Early drift detection method, IWKDDS 2006",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("warm-start", 30, 1, 1_000_000, "How many errors are awaited before a signal."),
                    Parameter.real("alpha", 0.95, 0, 1, "Below this share of the largest distance it warns."),
                    Parameter.real("beta", 0.9, 0, 1, "Below this share of the largest distance it is a drift.")),
            (features, classes, parameters) ->
                    new Eddm(parameters.whole("warm-start"), parameters.real("alpha"), parameters.real("beta")));

    private final int warmStart;
    private final double alpha;
    private final double beta;
    private final Mean all = new Mean();
    private final Mean distances = new Mean();
    private double spread;
    private double largest;
    private long lastError;

    public Eddm(int warmStart, double alpha, double beta) {
        this.warmStart = warmStart;
        this.alpha = alpha;
        this.beta = beta;
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        all.add(value);
        return value > 0.5 ? error() : Signal.NONE;
    }

    private Signal error() {
        double distance = all.count() - lastError;
        lastError = all.count();
        double before = distances.value();
        distances.add(distance);
        spread += (distance - before) * (distance - distances.value());
        double level = distances.value() + 2 * Math.sqrt(spread / Math.max(1, distances.count() - 1));
        if (all.count() <= warmStart) {
            return Signal.NONE;
        } else if (level > largest) {
            largest = level;
            return Signal.NONE;
        } else if (distances.count() <= warmStart) {
            return Signal.NONE;
        } else if (level < beta * largest) {
            all.clear();
            distances.clear();
            spread = 0;
            largest = 0;
            lastError = 0;
            return Signal.DRIFT;
        }
        return level < alpha * largest ? Signal.WARNING : Signal.NONE;
    }

    @Override
    public double estimate() {
        return all.value();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        all.write(out);
        distances.write(out);
        out.writeDouble(spread);
        out.writeDouble(largest);
        out.writeLong(lastError);
    }

    @Override
    public void read(DataInput in) throws IOException {
        all.read(in);
        distances.read(in);
        spread = in.readDouble();
        largest = in.readDouble();
        lastError = in.readLong();
    }

    @Override
    public long bytes() {
        return 136;
    }
}
