package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.numeric.Moments;
import io.millrace.learn.numeric.Targets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A weighted sum of features that knows how certain it is: the mean and the deviation of what a target may be, given a
 * normal prior for weights and normal noise (C. M. Bishop, "Pattern Recognition and Machine Learning", 2006, 3.50 to 3.59).
 * The mean is that of ridge regression with the penalty {@code alpha / beta}. River has the same parameters, and takes the
 * precision of the noise for known; here 0, the default, learns it from the errors, each brought to the variance of the noise
 * by what the weights add to it, so that {@link #deviation} is right from early on.
 */
public final class BayesianLinearRegression implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "bayesian-linear-regression",
            Task.REGRESSION,
            "A weighted sum of features that knows how certain it is; for few rows, and where intervals are wanted.",
            "Bishop, Pattern Recognition and Machine Learning, 2006 (3.50 to 3.59)",
            Set.of(Need.NUMERIC, Need.COMPLETE),
            List.of(
                    Parameter.real("alpha", 1, 1e-12, 1e12, "The precision of the weights before the first row."),
                    Parameter.real("beta", 0, 0, 1e12, "The precision of the noise; 0 learns it."),
                    Parameter.real("smoothing", 1, 0.5, 1, "What a row counts one row later, against 1 now."),
                    Parameter.flag("intercept", true, "Whether there is a weight that no feature multiplies.")),
            (features, classes, parameters) -> new BayesianLinearRegression(features, parameters));

    private final double keep;
    private final double beta;
    private final LeastSquares squares;
    private final Targets targets = new Targets();
    private final Moments errors = new Moments();

    BayesianLinearRegression(Features features, Parameters parameters) {
        keep = parameters.real("smoothing");
        beta = parameters.real("beta");
        double start = (beta > 0 ? beta : 1) / parameters.real("alpha");
        squares = new LeastSquares(features.size(), parameters.flag("intercept"), start);
    }

    @Override
    public double predict(double[] row) {
        return targets.clamp(squares.predict(row));
    }

    /** The standard deviation of the target of a row around its prediction; 0 as long as nothing is known. */
    public double deviation(double[] row) {
        double noise = beta > 0 ? 1 / beta : errors.variance() + errors.mean() * errors.mean();
        return Math.sqrt(Math.min(1e200, noise * (1 + squares.spread(row))));
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (weight > 0 && Double.isFinite(target)) {
            double spread = beta > 0 ? 0 : squares.spread(row);
            targets.learn(target, weight);
            double error = squares.learn(row, target, weight, keep);
            errors.add(error / Math.sqrt(1 + spread), Math.min(weight, 1e6));
        }
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double start = squares.explain(row, contributions);
        double sum = start;
        for (double contribution : contributions) {
            sum += contribution;
        }
        return start + targets.clamp(sum) - sum;
    }

    /** One for each feature, and then the intercept. */
    double[] weights() {
        return squares.weights();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        targets.write(out);
        errors.write(out);
        squares.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        targets.read(in);
        errors.read(in);
        squares.read(in);
    }

    @Override
    public long bytes() {
        return 192 + squares.bytes();
    }
}
