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
 * The weighted sum of features with the least squares of errors over all rows so far, of which older ones may count less: R.
 * L. Plackett, "Some theorems in least squares", Biometrika 1950. Each row costs time in proportion to the square of the
 * number of features, and brings as much as many steps of a gradient.
 *
 * <p>Without forgetting the weights are those of ridge regression with a penalty of 1 / {@code p0}, which for a large
 * {@code p0} is ordinary least squares. With forgetting by 0.9995 a row counts e times less after 2,000 rows. It does not
 * diverge: see {@link Covariance}, and a prediction lies at most three deviations beyond the targets so far. A missing number
 * counts as 0.
 *
 * <pre>{@code
 * Regressor learner = Pipelines.prepared(RecursiveLeastSquares.ALGORITHM, features, 0,
 *         RecursiveLeastSquares.ALGORITHM.parameters().with("forgetting", 0.9995));
 * }</pre>
 */
public final class RecursiveLeastSquares implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "recursive-least-squares",
            Task.REGRESSION,
            "The weighted sum of features with least squares, older rows counting less: with lags of the target as "
                    + "features the first choice for series.",
            "Plackett, Some theorems in least squares, Biometrika 1950",
            Set.of(Need.NUMERIC, Need.COMPLETE),
            List.of(
                    Parameter.real(
                            "forgetting",
                            1,
                            0.5,
                            1,
                            "What a row counts one row later, against 1 now: 0.9995 halves it in 1,386 rows."),
                    Parameter.real(
                            "p0",
                            1e6,
                            1e-12,
                            1e12,
                            "How uncertain each weight is at first: a penalty on weights of 1 / p0."),
                    Parameter.flag("intercept", true, "Whether there is a weight that no feature multiplies."),
                    Parameter.real(
                            "huber-threshold",
                            0,
                            0,
                            1e9,
                            "From which error on, in mean errors of late, a row counts less the larger its error is; "
                                    + "0 never."),
                    Parameter.flag("clamp", true, "Whether predictions stay near the targets so far.")),
            (features, classes, parameters) -> new RecursiveLeastSquares(features, parameters));

    /** What the newest error counts in the mean of those of late. */
    private static final double ERROR_SHARE = 0.001;

    private final double keep;
    private final boolean isClamped;
    private final double threshold;
    private final LeastSquares squares;
    private final Targets targets = new Targets();
    private double meanError;
    private double count;

    RecursiveLeastSquares(Features features, Parameters parameters) {
        keep = parameters.real("forgetting");
        threshold = parameters.real("huber-threshold");
        isClamped = parameters.flag("clamp");
        squares = new LeastSquares(features.size(), parameters.flag("intercept"), parameters.real("p0"));
    }

    @Override
    public double predict(double[] row) {
        return bounded(squares.predict(row));
    }

    private double bounded(double prediction) {
        return isClamped ? targets.clamp(prediction) : prediction;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (weight > 0 && Double.isFinite(target)) {
            targets.learn(target, weight);
            double error = Math.abs(squares.learn(row, target, weight * trust(row, target), keep));
            meanError += (Math.min(error, Moments.LIMIT) - meanError) * Math.max(ERROR_SHARE, 1 / ++count);
        }
    }

    /** How much of a row is learned: all of it, unless its error is unlike those of late. */
    private double trust(double[] row, double target) {
        if (threshold == 0 || !(meanError > 0)) {
            return 1;
        }
        double error = Math.abs(squares.predict(row) - target) / meanError;
        return error <= threshold ? 1 : Math.max(threshold / error, 1e-12);
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double start = squares.explain(row, contributions);
        double sum = start;
        for (double contribution : contributions) {
            sum += contribution;
        }
        return start + bounded(sum) - sum;
    }

    /** One for each feature, and then the intercept. */
    double[] weights() {
        return squares.weights();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        targets.write(out);
        out.writeDouble(meanError);
        out.writeDouble(count);
        squares.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        targets.read(in);
        meanError = in.readDouble();
        count = in.readDouble();
        squares.read(in);
    }

    @Override
    public long bytes() {
        return 128 + squares.bytes();
    }
}
