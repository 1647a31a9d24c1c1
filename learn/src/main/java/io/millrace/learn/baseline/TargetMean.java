package io.millrace.learn.baseline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Predicts the mean of all targets so far, or one in which older targets count less. */
public final class TargetMean implements Regressor {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "target-mean",
            Task.REGRESSION,
            "Predicts the mean of the targets so far; the measure of other learners where rows have no order.",
            "Witten, Frank and Hall, Data Mining, 2011 (ZeroR)",
            Set.of(),
            List.of(Parameter.real(
                    "fading", 1, 0.01, 1, "What a target counts one row later, against 1 now; 1 forgets nothing.")),
            (features, classes, parameters) -> new TargetMean(parameters.real("fading")));

    private final double fading;
    private double mean;
    private double weights;

    TargetMean(double fading) {
        this.fading = fading;
    }

    @Override
    public double predict(double[] row) {
        return mean;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0 && weight < 1e100) || !Double.isFinite(target)) {
            return;
        }
        weights = weights * fading + weight;
        // Not target - mean: that may be infinite.
        double share = weight / weights;
        mean = mean * (1 - share) + target * share;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(mean);
        out.writeDouble(weights);
    }

    @Override
    public void read(DataInput in) throws IOException {
        mean = in.readDouble();
        weights = in.readDouble();
    }

    @Override
    public long bytes() {
        return 32;
    }
}
