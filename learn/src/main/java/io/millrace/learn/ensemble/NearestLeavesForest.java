package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Self-optimising k nearest leaves (SOKNL: Sun, Pfahringer, Gomes and Bifet, "SOKNL: A novel way of integrating K-nearest
 * neighbours with adaptive random forest regression for data streams", Data Mining and Knowledge Discovery 36, 2022): the
 * trees of an adaptive random forest, of which those count whose leaves have their middle nearest to the row. How many
 * that are is what would have had the least squared error so far.
 *
 * <p>Distances are in standard deviations of each number, over all rows; MOA takes numbers as they are. Trees and what
 * replaces them are those of {@link RegressionForest}.
 *
 * <pre>{@code
 * Regressor forest = NearestLeavesForest.ALGORITHM.create(Features.numeric(10));
 * double expected = forest.predictThenLearn(row, target, 1);
 * }</pre>
 */
public final class NearestLeavesForest implements Regressor {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "self-optimising-k-nearest-leaves",
            Task.REGRESSION,
            "An adaptive random forest that asks the trees whose leaves are nearest to the row, as many as were best.",
            "Sun, Pfahringer, Gomes and Bifet, SOKNL, Data Mining and Knowledge Discovery 36, 2022",
            Set.of(),
            RegressionForestSettings.DECLARED,
            (features, classes, parameters) ->
                    new NearestLeavesForest(features, new RegressionForestSettings(parameters), parameters.seed()));

    private static final double FADING = 0.9999;
    private static final double ERROR_MAX = 1e100;

    private final RegressionMembers members;
    private final double[] predictions;
    private final double[] sorted;
    private final double[] distances;
    /** The squared errors of the mean of the nearest 1, 2, 3 ... trees. */
    private final double[] errors;

    private int count;

    NearestLeavesForest(Features features, RegressionForestSettings settings, long seed) {
        members = new RegressionMembers(features, settings, seed);
        count = settings.size();
        predictions = new double[count];
        sorted = new double[count];
        distances = new double[count];
        errors = new double[count];
    }

    @Override
    public double predict(double[] row) {
        double[] single = new double[members.size()];
        double[] away = new double[members.size()];
        ask(row, single, away);
        return nearest(single, away);
    }

    private void ask(double[] row, double[] single, double[] away) {
        for (int i = 0; i < single.length; i++) {
            single[i] = members.get(i).tree().predict(row, members.precisions(), away, i);
        }
    }

    /** The mean of the nearest; sorts both. */
    private double nearest(double[] single, double[] away) {
        for (int i = 1; i < single.length; i++) {
            double distance = away[i];
            double prediction = single[i];
            int j = i - 1;
            for (; j >= 0 && away[j] > distance; j--) {
                away[j + 1] = away[j];
                single[j + 1] = single[j];
            }
            away[j + 1] = distance;
            single[j + 1] = prediction;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += single[i];
        }
        return sum / count;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        predictThenLearn(row, target, weight);
    }

    @Override
    public double predictThenLearn(double[] row, double target, double weight) {
        ask(row, predictions, distances);
        System.arraycopy(predictions, 0, sorted, 0, sorted.length);
        double prediction = nearest(sorted, distances);
        if (weight > 0 && Double.isFinite(target)) {
            optimise(target);
            members.scale(row);
            members.learn(row, target, weight, predictions);
        }
        return prediction;
    }

    private void optimise(double target) {
        double sum = 0;
        int best = 0;
        for (int i = 0; i < sorted.length; i++) {
            sum += sorted[i];
            double error = sum / (i + 1) - target;
            errors[i] = Math.min(ERROR_MAX, errors[i] * FADING + error * error);
            best = errors[i] <= errors[best] ? i : best;
        }
        count = best + 1;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        members.write(out);
        out.writeInt(count);
        for (double error : errors) {
            out.writeDouble(error);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        members.read(in);
        count = in.readInt();
        for (int i = 0; i < errors.length; i++) {
            errors[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 200 + members.bytes();
    }
}
