package io.millrace.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresTest {
    /** Rows like those of a power plant: far from 0, of unlike size, and correlated. */
    private static double[][] rows(int count) {
        Randomness randomness = new Randomness(1);
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            double temperature = 20 + 7 * randomness.nextGaussian();
            double vacuum = 54 + temperature / 2 + 5 * randomness.nextGaussian();
            double pressure = 1013 + 6 * randomness.nextGaussian() - temperature / 5;
            rows[i] = new double[] {temperature, vacuum, pressure};
        }
        return rows;
    }

    private static double[] targets(double[][] rows) {
        Randomness randomness = new Randomness(2);
        double[] targets = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            targets[i] = 454 - 2 * row[0] - .2 * row[1] + .06 * row[2] + 4 * randomness.nextGaussian();
        }
        return targets;
    }

    /** Ridge regression by the normal equations and Gauss's elimination; the intercept is last, and penalised too. */
    private static double[] ridge(double[][] rows, double[] targets, double penalty, double keep) {
        int size = rows[0].length + 1;
        double[][] system = new double[size][size + 1];
        double share = 1;
        for (int r = rows.length - 1; r >= 0; r--, share *= keep) {
            for (int i = 0; i < size; i++) {
                double left = i < size - 1 ? rows[r][i] : 1;
                for (int j = 0; j < size; j++) {
                    system[i][j] += share * left * (j < size - 1 ? rows[r][j] : 1);
                }
                system[i][size] += share * left * targets[r];
            }
        }
        for (int i = 0; i < size; i++) {
            system[i][i] += penalty * share;
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                if (k != i) {
                    double factor = system[k][i] / system[i][i];
                    for (int j = i; j <= size; j++) {
                        system[k][j] -= factor * system[i][j];
                    }
                }
            }
        }
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = system[i][size] / system[i][i];
        }
        return weights;
    }

    private static RecursiveLeastSquares learned(double[][] rows, double[] targets, Object... given) {
        Parameters parameters = RecursiveLeastSquares.ALGORITHM.parameters();
        for (int i = 0; i < given.length; i += 2) {
            parameters = parameters.with((String) given[i], given[i + 1]);
        }
        RecursiveLeastSquares learner = new RecursiveLeastSquares(Features.numeric(rows[0].length), parameters);
        for (int i = 0; i < rows.length; i++) {
            learner.learn(rows[i], targets[i], 1);
        }
        return learner;
    }

    @Test
    void itIsRidgeRegressionAndTheBayesianMean() {
        double[][] rows = rows(2000);
        double[] targets = targets(rows);
        double[] ridge = ridge(rows, targets, 1, 1);
        assertThat(learned(rows, targets, "p0", 1).weights()).containsExactly(ridge, within(1e-6));
        BayesianLinearRegression bayesian = new BayesianLinearRegression(
                Features.numeric(3),
                BayesianLinearRegression.ALGORITHM.parameters().with("beta", 1));
        for (int i = 0; i < rows.length; i++) {
            bayesian.learn(rows[i], targets[i], 1);
        }
        assertThat(bayesian.weights()).containsExactly(ridge, within(1e-6));
    }

    @Test
    void withAFlatPriorItIsOrdinaryLeastSquares() {
        double[][] rows = rows(2000);
        double[] targets = targets(rows);
        assertThat(learned(rows, targets, "p0", 1e8).weights())
                .containsExactly(ridge(rows, targets, 0, 1), within(3e-3));
    }

    @Test
    void forgettingIsLeastSquaresWithFadingWeights() {
        double[][] rows = rows(500);
        double[] targets = targets(rows);
        assertThat(learned(rows, targets, "p0", 1e9, "forgetting", .99).weights())
                .containsExactly(ridge(rows, targets, 0, .99), within(1e-3));
    }

    @Test
    void aWeightOfThreeIsARowThreeTimes() {
        double[][] rows = rows(50);
        double[] targets = targets(rows);
        RecursiveLeastSquares heavy = learned(rows, targets);
        RecursiveLeastSquares repeated = learned(rows, targets);
        heavy.learn(new double[] {10, 60, 1000}, 500, 3);
        for (int i = 0; i < 3; i++) {
            repeated.learn(new double[] {10, 60, 1000}, 500, 1);
        }
        assertThat(heavy.weights()).containsExactly(repeated.weights(), within(1e-6));
    }

    /** The second input is 0 for a long time, while uncertainty about its weight would grow without end. */
    @ParameterizedTest
    @ValueSource(doubles = {.99, .95, .9})
    void uncertaintyDoesNotWindUp(double forgetting) {
        RecursiveLeastSquares learner = new RecursiveLeastSquares(
                Features.numeric(2),
                RecursiveLeastSquares.ALGORITHM
                        .parameters()
                        .with("forgetting", forgetting)
                        .with("p0", 1)
                        .with("clamp", false));
        Randomness randomness = new Randomness(3);
        double largest = 0;
        for (int i = 0; i < 20_000; i++) {
            double rain = i > 15_000 ? randomness.nextDouble() / 100 : 0;
            double[] row = {randomness.nextGaussian(), rain};
            double target = row[0] + 3 * rain + randomness.nextGaussian();
            double prediction = learner.predictThenLearn(row, target, 1);
            largest = Math.max(largest, Math.abs(prediction - row[0]));
        }
        assertThat(largest).isLessThan(5);
        assertThat(Math.abs(learner.weights()[1])).isLessThan(10);
    }

    @Test
    void outliersCountLessOnDemand() {
        double[][] rows = rows(3000);
        double[] targets = targets(rows);
        double[] expected = ridge(rows, targets, 0, 1);
        for (int i = 10; i < targets.length; i += 20) {
            targets[i] += 500;
        }
        double[] probe = {20, 64, 1009};
        double right = Inputs.sum(expected, probe);
        assertThat(learned(rows, targets, "huber-threshold", 1).predict(probe)).isCloseTo(right, within(3.0));
        assertThat(learned(rows, targets).predict(probe)).isGreaterThan(right + 15);
    }

    /** The bands that a mean and a deviation give hold their share of targets, also after few rows. */
    @Test
    void aBayesianRegressionKnowsHowCertainItIs() {
        double[][] rows = rows(2000);
        double[] targets = targets(rows);
        BayesianLinearRegression learner = new BayesianLinearRegression(
                Features.numeric(3),
                BayesianLinearRegression.ALGORITHM.parameters().with("alpha", 1e-6));
        assertThat(learner.deviation(rows[0])).isZero();
        int inside = 0;
        for (int i = 0; i < rows.length; i++) {
            double distance = Math.abs(targets[i] - learner.predict(rows[i]));
            inside += i >= 50 && distance < 1.96 * learner.deviation(rows[i]) ? 1 : 0;
            learner.learn(rows[i], targets[i], 1);
        }
        assertThat(inside / 1950.0).isCloseTo(.95, within(.015));
        assertThat(learner.deviation(new double[] {20, 64, 1009})).isCloseTo(4, within(.3));
        // Far from all rows it is less certain.
        assertThat(learner.deviation(new double[] {2000, 64, 1009})).isGreaterThan(8);
    }

    /** Sales by hour, with the hour and the sales of the hour and the day before as features. */
    @Test
    void aSeriesByItsLags() {
        Features features = Features.of(Feature.nominal("hour", 24), Feature.numeric("lag1"), Feature.numeric("lag24"));
        Regressor learner = Pipelines.prepared(
                RecursiveLeastSquares.ALGORITHM,
                features,
                0,
                RecursiveLeastSquares.ALGORITHM.parameters().with("forgetting", .999));
        Randomness randomness = new Randomness(4);
        double[] sales = new double[4000];
        double drift = 0;
        double error = 0;
        double persistence = 0;
        for (int i = 0; i < sales.length; i++) {
            drift = .9 * drift + randomness.nextGaussian();
            sales[i] = 100 + 40 * Math.sin(Math.PI * (i % 24) / 12) + drift;
            if (i >= 24) {
                double[] row = {i % 24, sales[i - 1], sales[i - 24]};
                double prediction = learner.predictThenLearn(row, sales[i], 1);
                error += i >= 1000 ? Math.abs(prediction - sales[i]) : 0;
                persistence += i >= 1000 ? Math.abs(sales[i - 1] - sales[i]) : 0;
            }
        }
        // The noise that nobody can foresee has a mean magnitude of .8.
        assertThat(error / 3000).isLessThan(.86);
        assertThat(persistence / 3000).isGreaterThan(5);
        double[] contributions = new double[3];
        double[] row = {6, 140, 141};
        double start = ((Explained) learner).explain(row, 0, contributions);
        assertThat(start + contributions[0] + contributions[1] + contributions[2])
                .isCloseTo(learner.predict(row), within(1e-9));
    }
}
