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
 * A chart of the exponentially weighted mean of errors (Ross, Adams, Tasoulis and Hand, "Exponentially weighted moving
 * average charts for detecting concept drift", Pattern Recognition Letters 2012): gives a signal when that mean is above
 * the mean of all by a limit that keeps false alarms about 400 numbers apart. Very quick, for reactions that are cheap.
 *
 * <p>Takes errors as 0 (right) or 1 (wrong), or numbers between; one outside [0, 1] is ignored. The limit is the paper's
 * polynomial for a weight of .2, as in MOA. It was fitted to shares of errors up to a half; the share is taken for a half
 * beyond. Warnings come at half the limit. After a change everything starts anew.
 */
public final class EwmaChart implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "ewma-chart",
            Task.DRIFT_DETECTION,
            "A control chart of errors (0 or 1): very quick, with a false alarm every 400 rows or so.",
            "Ross et al., Exponentially weighted moving average charts for detecting concept drift, 2012",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("min-instances", 30, 1, 1_000_000, "How many numbers are awaited before a signal."),
                    Parameter.real("lambda", 0.2, 1e-6, 1, "What share the latest number has in the mean.")),
            (features, classes, parameters) ->
                    new EwmaChart(parameters.whole("min-instances"), parameters.real("lambda")));

    private final int minInstances;
    private final double lambda;
    private final Mean errors = new Mean();
    private double latest;

    /** The share of the weighted mean that its start, 0, still has. */
    private double start = 1;

    public EwmaChart(int minInstances, double lambda) {
        this.minInstances = minInstances;
        this.lambda = lambda;
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        errors.add(value);
        latest += lambda * (value - latest);
        start *= 1 - lambda;
        if (errors.count() <= minInstances) {
            return Signal.NONE;
        }
        double share = errors.value();
        double variance = share * (1 - share) * lambda / (2 - lambda) * (1 - start * start);
        double margin = deviations(Math.min(share, 0.5)) * Math.sqrt(Math.max(0, variance));
        if (latest > share + margin) {
            errors.clear();
            latest = 0;
            start = 1;
            return Signal.DRIFT;
        }
        return latest > share + margin / 2 ? Signal.WARNING : Signal.NONE;
    }

    private static double deviations(double p) {
        double square = p * p;
        return 3.97 - p * (6.56 - square * (48.73 - square * (330.13 - square * 848.18)));
    }

    @Override
    public double estimate() {
        return errors.value();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        errors.write(out);
        out.writeDouble(latest);
        out.writeDouble(start);
    }

    @Override
    public void read(DataInput in) throws IOException {
        errors.read(in);
        latest = in.readDouble();
        start = in.readDouble();
    }

    @Override
    public long bytes() {
        return 88;
    }
}
