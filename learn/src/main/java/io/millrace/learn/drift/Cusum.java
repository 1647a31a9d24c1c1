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
 * The cumulative sum (Page, "Continuous inspection schemes", Biometrika 1954): sums up what numbers are above their mean
 * and a tolerance, never below 0, and gives a signal when the sum is large. As {@link PageHinkley} without fading;
 * {@code lambda} is in units of the numbers. Numbers outside ±1e100 are taken for that.
 *
 * <p>Defaults and the rule for a rise are MOA's; a fall is found by the same sum downwards. After a change everything
 * starts anew.
 */
public final class Cusum implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "cusum",
            Task.DRIFT_DETECTION,
            "Sums up what numbers exceed their mean by: finds a rise or fall of a size that is known to matter.",
            "Page, Continuous inspection schemes, Biometrika 41, 1954",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("min-instances", 30, 1, 1_000_000, "How many numbers are awaited before a signal."),
                    Parameter.real("delta", 0.005, 0, 1e100, "How far from the mean is tolerated."),
                    Parameter.real("lambda", 50, 0, 1e100, "How large the sum may be: larger means fewer and later."),
                    Direction.upFirst()),
            (features, classes, parameters) -> new Cusum(
                    parameters.whole("min-instances"),
                    parameters.real("delta"),
                    parameters.real("lambda"),
                    Direction.of(parameters)));

    private static final double LIMIT = 1e100;

    private final int minInstances;
    private final double delta;
    private final double lambda;
    private final Direction direction;
    private final Mean mean = new Mean();
    private double rise;
    private double fall;

    public Cusum(int minInstances, double delta, double lambda, Direction direction) {
        this.minInstances = minInstances;
        this.delta = delta;
        this.lambda = lambda;
        this.direction = direction;
    }

    @Override
    public Signal update(double value) {
        if (!Double.isFinite(value)) {
            return Signal.NONE;
        }
        double limited = Math.max(-LIMIT, Math.min(value, LIMIT));
        mean.add(limited);
        double distance = limited - mean.value();
        rise = Math.max(0, rise + distance - delta);
        fall = Math.max(0, fall - distance - delta);
        boolean isDrift = direction.isUp() && rise > lambda || direction.isDown() && fall > lambda;
        if (isDrift && mean.count() >= minInstances) {
            mean.clear();
            rise = 0;
            fall = 0;
            return Signal.DRIFT;
        }
        return Signal.NONE;
    }

    @Override
    public double estimate() {
        return mean.value();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        mean.write(out);
        out.writeDouble(rise);
        out.writeDouble(fall);
    }

    @Override
    public void read(DataInput in) throws IOException {
        mean.read(in);
        rise = in.readDouble();
        fall = in.readDouble();
    }

    @Override
    public long bytes() {
        return 96;
    }
}
