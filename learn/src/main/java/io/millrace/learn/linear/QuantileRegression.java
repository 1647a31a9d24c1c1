package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A weighted sum of features below which a share of the targets lies: two of them, for 0.05 and 0.95, are an interval that
 * should hold nine of ten. It is {@link LinearRegression} with the loss of R. Koenker and G. Bassett, "Regression
 * quantiles", Econometrica 1978. Its steps have the size of the rate whatever the error is, so that quantiles far out need
 * many rows.
 */
public final class QuantileRegression {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "quantile-regression",
            Task.REGRESSION,
            "A weighted sum of features below which a share of the targets lies; two of them make an interval.",
            "Koenker and Bassett, Regression quantiles, Econometrica 1978",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            Stream.concat(
                            Stream.of(
                                    Parameter.real(
                                            "quantile", 0.5, 1e-6, 1 - 1e-6, "The share of targets that lies below."),
                                    LinearRegression.SCALING),
                            Descent.PARAMETERS.stream())
                    .toList(),
            (features, classes, parameters) ->
                    new LinearRegression(features, Loss.QUANTILE, parameters.real("quantile"), parameters));

    private QuantileRegression() {}
}
