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
 * The drift detection method (Gama, Medas, Castillo and Rodrigues, "Learning with drift detection", SBIA 2004): warns
 * when the share of errors is two standard deviations above the best there was, and gives the signal at three. Good at
 * sudden changes, blind to those so slow that the share of errors follows.
 *
 * <p>Takes errors as 0 (right) or 1 (wrong), or numbers between; one outside [0, 1] is ignored. Defaults are the paper's,
 * as in River; MOA too counts 30 numbers before it looks. After a change everything starts anew.
 */
public final class Ddm implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "ddm",
            Task.DRIFT_DETECTION,
            "Watches the share of errors (0 or 1) rise above its best: simple, warns first, good at sudden changes.",
            "Gama et al., Learning with drift detection, SBIA 2004",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("warm-start", 30, 1, 1_000_000, "How many numbers are awaited before a signal."),
                    Parameter.real(
                            "warning-threshold", 2, 0, 1000, "How many deviations above the best give a warning."),
                    Parameter.real("drift-threshold", 3, 0, 1000, "How many deviations above the best are a drift.")),
            (features, classes, parameters) -> new Ddm(
                    parameters.whole("warm-start"),
                    parameters.real("warning-threshold"),
                    parameters.real("drift-threshold")));

    private final int warmStart;
    private final double warningThreshold;
    private final double driftThreshold;
    private final Mean errors = new Mean();
    private double bestShare = 1;
    private double bestDeviation = 1;

    public Ddm(int warmStart, double warningThreshold, double driftThreshold) {
        this.warmStart = warmStart;
        this.warningThreshold = warningThreshold;
        this.driftThreshold = driftThreshold;
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        errors.add(value);
        if (errors.count() <= warmStart) {
            return Signal.NONE;
        }
        double share = errors.value();
        double deviation = Math.sqrt(Math.max(0, share * (1 - share)) / errors.count());
        if (share + deviation <= bestShare + bestDeviation) {
            bestShare = share;
            bestDeviation = deviation;
        }
        if (share + deviation > bestShare + driftThreshold * bestDeviation) {
            errors.clear();
            bestShare = 1;
            bestDeviation = 1;
            return Signal.DRIFT;
        }
        return share + deviation > bestShare + warningThreshold * bestDeviation ? Signal.WARNING : Signal.NONE;
    }

    @Override
    public double estimate() {
        return errors.value();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        errors.write(out);
        out.writeDouble(bestShare);
        out.writeDouble(bestDeviation);
    }

    @Override
    public void read(DataInput in) throws IOException {
        errors.read(in);
        bestShare = in.readDouble();
        bestDeviation = in.readDouble();
    }

    @Override
    public long bytes() {
        return 88;
    }
}
