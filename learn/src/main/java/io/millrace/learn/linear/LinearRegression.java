package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.linear.Optimizer.Limits;
import io.millrace.learn.numeric.Targets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A weighted sum of features, learned step by step along the gradient of a loss (L. Bottou, "Online learning and stochastic
 * approximations", 1998). Targets are brought to mean 0 and deviation 1 first, as far as they are known, so that rates and
 * thresholds mean the same whatever the unit of the target; River and MOA's SGD do not do that. A missing number counts as
 * 0, which is its mean where numbers are scaled. A prediction lies at most three deviations beyond the targets so far, and a
 * step of {@code sgd} never leads past the target: it does not diverge, also on rows that are not scaled.
 *
 * <pre>{@code
 * Regressor learner = Pipelines.prepared(LinearRegression.ALGORITHM, features, 0,
 *         LinearRegression.ALGORITHM.parameters().with("loss", "huber"));
 * }</pre>
 */
public final class LinearRegression implements Regressor, Explained {
    static final Parameter SCALING =
            Parameter.flag("scale-target", true, "Whether targets are brought to mean 0 and deviation 1 for learning.");

    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "linear-regression",
            Task.REGRESSION,
            "A weighted sum of features, learned by gradient steps; fast, and for targets that move steadily with them.",
            "Bottou, Online learning and stochastic approximations, 1998",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            Stream.concat(
                            Stream.of(
                                    Parameter.choice(
                                            "loss",
                                            List.of("squared", "huber", "absolute"),
                                            "What an error costs: huber and absolute mind outliers less."),
                                    Parameter.real(
                                            "huber-threshold",
                                            1,
                                            1e-9,
                                            1e9,
                                            "From which error on huber is straight, in deviations of the target."),
                                    SCALING),
                            Descent.PARAMETERS.stream())
                    .toList(),
            (features, classes, parameters) -> new LinearRegression(
                    features,
                    Loss.valueOf(parameters.text("loss").toUpperCase(Locale.ROOT)),
                    parameters.real("huber-threshold"),
                    parameters));

    /** Heavier rows count as much as this. */
    private static final double WEIGHT_MAX = 1e6;

    private final Loss loss;
    private final double threshold;
    private final boolean isScaled;
    private final Optimizer optimizer;
    private final Targets targets = new Targets();
    private final double[] inputs;

    LinearRegression(Features features, Loss loss, double threshold, Parameters parameters) {
        this.loss = loss;
        this.threshold = threshold;
        isScaled = parameters.flag(SCALING.name());
        optimizer = Descent.of(parameters).start(features.size());
        inputs = new double[features.size()];
    }

    @Override
    public double predict(double[] row) {
        double sum = Inputs.sum(optimizer.weights(), row);
        return targets.clamp(isScaled ? targets.unscaled(sum) : sum);
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0) || !Double.isFinite(target)) {
            return;
        }
        double share = Math.min(weight, WEIGHT_MAX);
        Inputs.copy(row, inputs, inputs.length);
        targets.learn(target, share);
        double wanted = isScaled ? targets.scaled(target) : target;
        double error = Inputs.sum(optimizer.weights(), inputs) - wanted;
        if (Double.isFinite(error)) {
            Limits limits = loss.isStraight() ? new Limits(0, Math.abs(error)) : Limits.SQUARE;
            optimizer.step(inputs, loss.slope(error, threshold), limits, share);
        }
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double[] weights = optimizer.weights();
        double scale = isScaled ? targets.deviation() : 1;
        double start = scale * weights[inputs.length] + (isScaled ? targets.mean() : 0);
        double sum = start;
        for (int i = 0; i < inputs.length; i++) {
            contributions[i] = scale * weights[i] * Inputs.of(row[i]);
            sum += contributions[i];
        }
        // What the clamp takes off belongs to no feature.
        return start + targets.clamp(sum) - sum;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        targets.write(out);
        optimizer.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        targets.read(in);
        optimizer.read(in);
    }

    @Override
    public long bytes() {
        return 256 + 32L * inputs.length;
    }
}
