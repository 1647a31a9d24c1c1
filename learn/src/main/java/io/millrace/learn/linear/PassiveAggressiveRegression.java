package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.numeric.Targets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Leaves its weights alone as long as it is wrong by no more than {@code epsilon}, and else moves them just as far as that
 * takes: K. Crammer et al., "Online passive-aggressive algorithms", JMLR 2006, section 5. Targets are brought to mean 0 and
 * deviation 1, so that {@code epsilon} and {@code c} are in deviations; {@code c} is small by default, for noise in targets
 * else goes straight into the weights.
 */
public final class PassiveAggressiveRegression implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "passive-aggressive",
            Task.REGRESSION,
            "Moves its weights just as far as it takes to be right up to a tolerance; follows changes at once.",
            "Crammer et al., Online passive-aggressive algorithms, JMLR 2006",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(
                    Parameter.real("c", 0.01, 1e-9, 1e9, "How far one row may move the weights."),
                    PassiveAggressive.MODE,
                    Parameter.real("epsilon", 0.1, 0, 1e6, "Which error is none, in deviations of the target.")),
            (features, classes, parameters) -> new PassiveAggressiveRegression(features, parameters));

    private final PassiveAggressive rule;
    private final double tolerance;
    private final double[] weights;
    private final double[] inputs;
    private final Targets targets = new Targets();

    PassiveAggressiveRegression(Features features, Parameters parameters) {
        rule = new PassiveAggressive(parameters);
        tolerance = parameters.real("epsilon");
        weights = new double[features.size() + 1];
        inputs = new double[features.size()];
    }

    @Override
    public double predict(double[] row) {
        return targets.clamp(targets.unscaled(Inputs.sum(weights, row)));
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0) || !Double.isFinite(target)) {
            return;
        }
        Inputs.copy(row, inputs, inputs.length);
        targets.learn(target, weight);
        double error = targets.scaled(target) - Inputs.sum(weights, inputs);
        double loss = Math.abs(error) - tolerance;
        if (!(loss > 0) || !Double.isFinite(loss)) {
            return;
        }
        double square = 1 + Inputs.square(inputs, inputs.length);
        double length = Math.copySign(Math.min(rule.length(loss, square) * weight, loss / square), error);
        for (int i = 0; i < inputs.length; i++) {
            weights[i] += length * inputs[i];
        }
        weights[inputs.length] += length;
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double scale = targets.deviation();
        double start = scale * weights[inputs.length] + targets.mean();
        double sum = start;
        for (int i = 0; i < inputs.length; i++) {
            contributions[i] = scale * weights[i] * Inputs.of(row[i]);
            sum += contributions[i];
        }
        return start + targets.clamp(sum) - sum;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        targets.write(out);
        DoubleArrays.write(weights, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        targets.read(in);
        DoubleArrays.read(weights, in);
    }

    @Override
    public long bytes() {
        return 160 + 16L * weights.length;
    }
}
