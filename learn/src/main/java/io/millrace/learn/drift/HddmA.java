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
 * HDDM with the A-test (Frías-Blanco et al., "Online and non-parametric drift detection methods based on Hoeffding's
 * bounds", TKDE 2015): compares the mean of all numbers with that of the first part of them for which it was lowest or
 * highest, by a bound of Hoeffding. For sudden changes; takes no assumption about the numbers but their range.
 *
 * <p>Takes numbers from 0 to 1, mostly errors as 0 or 1; one outside is ignored, for the bound does not hold there. The
 * default is the test for a rise, as in River and MOA. After a change everything starts anew.
 */
public final class HddmA implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "hddm-a",
            Task.DRIFT_DETECTION,
            "Compares means of errors (0 to 1) by a bound that assumes nothing: warns first, good at sudden changes.",
            "Frías-Blanco et al., Online and non-parametric drift detection methods based on Hoeffding's bounds, 2015",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.real("drift-confidence", 0.001, 1e-300, 1, "How likely a false alarm is."),
                    Parameter.real("warning-confidence", 0.005, 1e-300, 1, "How likely a false warning is."),
                    Direction.upFirst()),
            (features, classes, parameters) -> new HddmA(
                    parameters.real("drift-confidence"),
                    parameters.real("warning-confidence"),
                    Direction.of(parameters)));

    private final double driftDoubt;
    private final double warningDoubt;
    private final double boundDoubt;
    private final Direction direction;
    private final Mean all = new Mean();
    private final Mean lowest = new Mean();
    private final Mean highest = new Mean();

    public HddmA(double driftConfidence, double warningConfidence, Direction direction) {
        driftDoubt = Math.log(2 / driftConfidence) / 2;
        warningDoubt = Math.log(2 / warningConfidence) / 2;
        boundDoubt = Math.log(1 / driftConfidence) / 2;
        this.direction = direction;
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        all.add(value);
        double bound = Math.sqrt(boundDoubt / all.count());
        if (lowest.count() == 0 || lowest.value() + Math.sqrt(boundDoubt / lowest.count()) >= all.value() + bound) {
            lowest.set(all);
        }
        if (highest.count() == 0 || highest.value() - Math.sqrt(boundDoubt / highest.count()) <= all.value() - bound) {
            highest.set(all);
        }
        if (isChanged(driftDoubt)) {
            all.clear();
            lowest.clear();
            highest.clear();
            return Signal.DRIFT;
        }
        return isChanged(warningDoubt) ? Signal.WARNING : Signal.NONE;
    }

    private boolean isChanged(double doubt) {
        return direction.isUp() && all.value() - lowest.value() >= bound(lowest, doubt)
                || direction.isDown() && highest.value() - all.value() >= bound(highest, doubt);
    }

    /** How far the mean of all may be from that of its first part. */
    private double bound(Mean part, double doubt) {
        if (part.count() == all.count()) {
            return Double.MAX_VALUE;
        }
        return Math.sqrt((double) (all.count() - part.count()) / part.count() / all.count() * doubt);
    }

    @Override
    public double estimate() {
        return all.value();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        all.write(out);
        lowest.write(out);
        highest.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        all.read(in);
        lowest.read(in);
        highest.read(in);
    }

    @Override
    public long bytes() {
        return 160;
    }
}
