package io.millrace.learn.baseline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Predicts the target of the row before. Where a series changes slowly this is hard to beat. */
public final class LastValue implements Regressor {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "last-value",
            Task.REGRESSION,
            "Predicts the target of the row before; the measure of other learners on a series that changes slowly.",
            "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2021 (the naive method)",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new LastValue());

    private double last;

    @Override
    public double predict(double[] row) {
        return last;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (weight > 0 && Double.isFinite(target)) {
            last = target;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(last);
    }

    @Override
    public void read(DataInput in) throws IOException {
        last = in.readDouble();
    }

    @Override
    public long bytes() {
        return 16;
    }
}
