package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Boosted trees for numbers (SGBR, after Gunasekara, Pfahringer, Gomes and Bifet, "Gradient boosted trees for evolving
 * data streams", Machine Learning 113, 2024): trees in a row, each of which learns what the mean of all targets and the
 * trees before it lack, and sees its own part of the features, by lot. Of each answer only a small share is added.
 *
 * <p>As every tree learns from the first row on, early rows would be added up many times over; so trees begin one row
 * after another, and what has been added up stays within a standard deviation of the targets so far. The learning rate is
 * this library's, for trees as {@link io.millrace.learn.tree.RegressionTree}; the other defaults are those of the paper.
 * Measured with three seeds, each row predicted before it was learned: mean absolute errors of 0.884 on Fried (40,768
 * rows), of 27.2 rentals on the bikes of Washington, of 17.3 on the fine dust of Beijing.
 *
 * <pre>{@code
 * Regressor boosted = BoostedRegressor.ALGORITHM.create(Features.numeric(10));
 * double expected = boosted.predictThenLearn(row, target, 1);
 * }</pre>
 */
public final class BoostedRegressor implements Regressor {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "streaming-gradient-boosted-trees",
            Task.REGRESSION,
            "A row of small trees, each of which learns what those before it lack: the most precise, and the slowest.",
            "Gunasekara, Pfahringer, Gomes and Bifet, Gradient boosted trees for evolving data streams, 2024",
            Set.of(),
            BoostedTrees.declared(0.05),
            (features, classes, parameters) -> new BoostedRegressor(features, parameters));

    private static final double LIMIT = 1e50;
    private static final double WEIGHT_MAX = 1e9;

    private final BoostedTrees trees;
    private final double rate;
    private final double[] answers;
    private double weights;
    private double mean;
    private double squares;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private int active;

    BoostedRegressor(Features features, Parameters parameters) {
        trees = new BoostedTrees(features, parameters, parameters.seed());
        rate = parameters.real("learning-rate");
        answers = new double[trees.size()];
    }

    @Override
    public double predict(double[] row) {
        return predict(row, new double[active]);
    }

    private double predict(double[] row, double[] single) {
        trees.predict(row, active, single);
        double slack = slack();
        double sum = mean;
        for (int i = 0; i < active; i++) {
            sum = bounded(sum + rate * single[i], slack);
        }
        return sum;
    }

    private double slack() {
        return weights > 0 ? Math.sqrt(squares / weights) : 0;
    }

    private double bounded(double sum, double slack) {
        return Math.max(minimum - slack, Math.min(maximum + slack, sum));
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        predictThenLearn(row, target, weight);
    }

    @Override
    public double predictThenLearn(double[] row, double target, double weight) {
        double prediction = predict(row, answers);
        if (weight > 0 && Double.isFinite(target)) {
            learnFrom(row, Math.max(-LIMIT, Math.min(LIMIT, target)), Math.min(weight, WEIGHT_MAX));
        }
        return prediction;
    }

    private void learnFrom(double[] row, double target, double weight) {
        weights += weight;
        double difference = target - mean;
        mean += difference * (weight / weights);
        squares += weight * difference * (target - mean);
        minimum = Math.min(minimum, target);
        maximum = Math.max(maximum, target);
        double slack = slack();
        double sum = mean;
        for (int i = 0; i < active; i++) {
            trees.learn(i, row, target - sum, weight);
            sum = bounded(sum + rate * answers[i], slack);
        }
        active = Math.min(active + 1, trees.size());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(weights);
        out.writeDouble(mean);
        out.writeDouble(squares);
        out.writeDouble(minimum);
        out.writeDouble(maximum);
        out.writeInt(active);
        trees.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        weights = in.readDouble();
        mean = in.readDouble();
        squares = in.readDouble();
        minimum = in.readDouble();
        maximum = in.readDouble();
        active = in.readInt();
        trees.read(in);
    }

    @Override
    public long bytes() {
        return 200 + trees.bytes();
    }
}
