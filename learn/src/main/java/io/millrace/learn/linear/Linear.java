package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Linear {
    public static final List<Algorithm<?>> ALL = List.of(
            LogisticRegression.ALGORITHM,
            Perceptron.ALGORITHM,
            PassiveAggressive.ALGORITHM,
            Alma.ALGORITHM,
            LinearRegression.ALGORITHM,
            QuantileRegression.ALGORITHM,
            RecursiveLeastSquares.ALGORITHM,
            BayesianLinearRegression.ALGORITHM,
            PassiveAggressiveRegression.ALGORITHM);

    private Linear() {}
}
