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
 * HDDM with the W-test (Frías-Blanco et al., TKDE 2015): as {@link HddmA}, with weighted means in which the latest numbers
 * count most, and the bound of McDiarmid. For gradual changes.
 *
 * <p>Takes numbers from 0 to 1, mostly errors as 0 or 1; one outside is ignored, for the bound does not hold there. The
 * default is the test for a rise, as in River and MOA. After a change everything starts anew.
 */
public final class HddmW implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "hddm-w",
            Task.DRIFT_DETECTION,
            "Compares fading means of errors (0 to 1) by a bound that assumes nothing: quick, good at gradual changes.",
            "Frías-Blanco et al., Online and non-parametric drift detection methods based on Hoeffding's bounds, 2015",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.real("drift-confidence", 0.001, 1e-300, 1, "How likely a false alarm is."),
                    Parameter.real("warning-confidence", 0.005, 1e-300, 1, "How likely a false warning is."),
                    Parameter.real("lambda", 0.05, 1e-6, 1, "What share the latest number has in a mean."),
                    Direction.upFirst()),
            (features, classes, parameters) -> new HddmW(
                    parameters.real("drift-confidence"),
                    parameters.real("warning-confidence"),
                    parameters.real("lambda"),
                    Direction.of(parameters)));

    private final double driftDoubt;
    private final double warningDoubt;
    private final Direction direction;
    private final Faded all;
    private final Faded beforeRise;
    private final Faded sinceLowest;
    private final Faded beforeFall;
    private final Faded sinceHighest;
    private double lowestCut = Double.MAX_VALUE;
    private double highestCut = -Double.MAX_VALUE;

    public HddmW(double driftConfidence, double warningConfidence, double lambda, Direction direction) {
        driftDoubt = Math.log(1 / driftConfidence) / 2;
        warningDoubt = Math.log(1 / warningConfidence) / 2;
        this.direction = direction;
        all = new Faded(lambda);
        beforeRise = new Faded(lambda);
        sinceLowest = new Faded(lambda);
        beforeFall = new Faded(lambda);
        sinceHighest = new Faded(lambda);
    }

    /** A fading mean and the sum of its squared weights. */
    private static final class Faded {
        private final double lambda;
        private double value;
        private double weights;

        Faded(double lambda) {
            this.lambda = lambda;
        }

        boolean isEmpty() {
            return weights == 0;
        }

        void add(double number) {
            double kept = 1 - lambda;
            value = isEmpty() ? number : lambda * number + kept * value;
            weights = isEmpty() ? 1 : lambda * lambda + kept * kept * weights;
        }

        void clear() {
            value = 0;
            weights = 0;
        }

        void set(Faded other) {
            value = other.value;
            weights = other.weights;
        }

        double bound(double doubt) {
            return Math.sqrt(weights * doubt);
        }

        /** Whether this mean is above the other by more than chance allows. */
        boolean isAbove(Faded other, double doubt) {
            return !isEmpty() && !other.isEmpty() && value - other.value > Math.sqrt((weights + other.weights) * doubt);
        }

        void write(DataOutput out) throws IOException {
            out.writeDouble(value);
            out.writeDouble(weights);
        }

        void read(DataInput in) throws IOException {
            value = in.readDouble();
            weights = in.readDouble();
        }
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        all.add(value);
        double bound = all.bound(driftDoubt);
        if (all.value + bound < lowestCut) {
            lowestCut = all.value + bound;
            beforeRise.set(all);
            sinceLowest.clear();
        } else {
            sinceLowest.add(value);
        }
        if (all.value - bound > highestCut) {
            highestCut = all.value - bound;
            beforeFall.set(all);
            sinceHighest.clear();
        } else {
            sinceHighest.add(value);
        }
        if (isChanged(driftDoubt)) {
            clear();
            return Signal.DRIFT;
        }
        return isChanged(warningDoubt) ? Signal.WARNING : Signal.NONE;
    }

    private boolean isChanged(double doubt) {
        return direction.isUp() && sinceLowest.isAbove(beforeRise, doubt)
                || direction.isDown() && beforeFall.isAbove(sinceHighest, doubt);
    }

    private void clear() {
        all.clear();
        beforeRise.clear();
        sinceLowest.clear();
        beforeFall.clear();
        sinceHighest.clear();
        lowestCut = Double.MAX_VALUE;
        highestCut = -Double.MAX_VALUE;
    }

    @Override
    public double estimate() {
        return all.value;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (Faded mean : List.of(all, beforeRise, sinceLowest, beforeFall, sinceHighest)) {
            mean.write(out);
        }
        out.writeDouble(lowestCut);
        out.writeDouble(highestCut);
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (Faded mean : List.of(all, beforeRise, sinceLowest, beforeFall, sinceHighest)) {
            mean.read(in);
        }
        lowestCut = in.readDouble();
        highestCut = in.readDouble();
    }

    @Override
    public long bytes() {
        return 272;
    }
}
