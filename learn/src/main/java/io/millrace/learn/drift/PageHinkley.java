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
 * The test of Page and Hinkley (Page, "Continuous inspection schemes", Biometrika 1954): sums up how far numbers are from
 * their mean, less a tolerance, and gives a signal when that sum has moved too far from its extreme. Cheap and quick where
 * the size of a change that matters is known; {@code threshold} is in units of the numbers, so they should be of a known
 * scale. Numbers outside ±1e100 are taken for that.
 *
 * <p>Sums fade by {@code alpha} as in River, whose defaults and places of detection these are; MOA's fades too but looks
 * for a rise only, here {@code direction} is {@code up}. After a change everything starts anew.
 *
 * <pre>{@code
 * DriftDetector detector = new PageHinkley(30, 0.005, 50, 0.9999, Direction.UP);
 * if (detector.update(latencyMillis) == Signal.DRIFT) { … }
 * }</pre>
 */
public final class PageHinkley implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "page-hinkley",
            Task.DRIFT_DETECTION,
            "Sums up distances from the mean: quick to find a rise or fall of a size that is known to matter.",
            "Page, Continuous inspection schemes, Biometrika 41, 1954",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("min-instances", 30, 1, 1_000_000, "How many numbers are awaited before a signal."),
                    Parameter.real("delta", 0.005, 0, 1e100, "How far from the mean is tolerated."),
                    Parameter.real(
                            "threshold", 50, 0, 1e100, "How far the sum may move: larger means fewer and later."),
                    Parameter.real("alpha", 0.9999, 0, 1, "What share of the sum stays with each number."),
                    Direction.parameter()),
            (features, classes, parameters) -> new PageHinkley(
                    parameters.whole("min-instances"),
                    parameters.real("delta"),
                    parameters.real("threshold"),
                    parameters.real("alpha"),
                    Direction.of(parameters)));

    private static final double LIMIT = 1e100;

    private final int minInstances;
    private final double delta;
    private final double threshold;
    private final double alpha;
    private final Direction direction;
    private final Mean mean = new Mean();
    private double rise;
    private double fall;
    private double lowestRise = Double.MAX_VALUE;
    private double highestFall = -Double.MAX_VALUE;

    public PageHinkley(int minInstances, double delta, double threshold, double alpha, Direction direction) {
        this.minInstances = minInstances;
        this.delta = delta;
        this.threshold = threshold;
        this.alpha = alpha;
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
        rise = alpha * rise + distance - delta;
        fall = alpha * fall + distance + delta;
        lowestRise = Math.min(lowestRise, rise);
        highestFall = Math.max(highestFall, fall);
        boolean isDrift = direction.isUp() && rise - lowestRise > threshold
                || direction.isDown() && highestFall - fall > threshold;
        if (isDrift && mean.count() >= minInstances) {
            mean.clear();
            rise = 0;
            fall = 0;
            lowestRise = Double.MAX_VALUE;
            highestFall = -Double.MAX_VALUE;
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
        out.writeDouble(lowestRise);
        out.writeDouble(highestFall);
    }

    @Override
    public void read(DataInput in) throws IOException {
        mean.read(in);
        rise = in.readDouble();
        fall = in.readDouble();
        lowestRise = in.readDouble();
        highestFall = in.readDouble();
    }

    @Override
    public long bytes() {
        return 112;
    }
}
