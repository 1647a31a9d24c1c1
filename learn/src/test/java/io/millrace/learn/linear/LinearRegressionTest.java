package io.millrace.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRegressionTest {
    private static final Features FARES = Features.of(Feature.numeric("distance"), Feature.nominal("zone", 3));

    private static Regressor prepared(Features features, Object... given) {
        var parameters = LinearRegression.ALGORITHM.parameters();
        for (int i = 0; i < given.length; i += 2) {
            parameters = parameters.with((String) given[i], given[i + 1]);
        }
        return Pipelines.prepared(LinearRegression.ALGORITHM, features, 0, parameters);
    }

    /** A fare is 3 and 2 for each mile, and 5 more in zone 2. */
    private static double fare(double[] row) {
        return 3 + 2 * row[0] + (row[1] == 2 ? 5 : 0);
    }

    private static double[] trip(Randomness randomness) {
        return new double[] {1 + 10 * randomness.nextDouble(), randomness.nextInt(3)};
    }

    @Test
    void example() {
        Regressor fares = prepared(FARES);
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < 5000; i++) {
            double[] row = trip(randomness);
            fares.learn(row, fare(row), 1);
        }
        assertThat(fares.predict(new double[] {10, 0})).isCloseTo(23, within(.3));
        assertThat(fares.predict(new double[] {10, 2})).isCloseTo(28, within(.3));

        double[] contributions = new double[2];
        double[] row = {10, 2};
        double start = ((Explained) fares).explain(row, 0, contributions);
        assertThat(start + contributions[0] + contributions[1]).isCloseTo(fares.predict(row), within(1e-9));
        double[] elsewhere = new double[2];
        ((Explained) fares).explain(new double[] {10, 0}, 0, elsewhere);
        assertThat(contributions[1] - elsewhere[1]).isCloseTo(5, within(.3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber", "absolute"})
    void someLossesMindOutliersLess(String loss) {
        Regressor robust = prepared(FARES, "loss", loss, "huber-threshold", .01);
        Regressor plain = prepared(FARES);
        Randomness randomness = new Randomness(2);
        double robustSum = 0;
        double plainSum = 0;
        for (int i = 0; i < 10_000; i++) {
            double[] row = trip(randomness);
            double target = i % 20 == 0 ? 1000 : fare(row);
            double robustError = Math.abs(robust.predictThenLearn(row, target, 1) - fare(row));
            double plainError = Math.abs(plain.predictThenLearn(row, target, 1) - fare(row));
            if (i >= 5000) {
                robustSum += robustError;
                plainSum += plainError;
            }
        }
        assertThat(robustSum).isLessThan(plainSum / 4);
    }

    /** The same learner in cents, in millions, and upside down. */
    @Test
    void theUnitOfTheTargetDoesNotMatter() {
        Regressor dollars = prepared(FARES);
        Regressor cents = prepared(FARES);
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 1000; i++) {
            double[] row = trip(randomness);
            double prediction = dollars.predictThenLearn(row, fare(row), 1);
            assertThat(cents.predictThenLearn(row, 128 * fare(row), 1)).isCloseTo(128 * prediction, within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adagrad", "ftrl"})
    void rowsThatAreNotScaledDoNotMakeItDiverge(String optimizer) {
        var parameters = LinearRegression.ALGORITHM.parameters().with("optimizer", optimizer);
        Regressor learner = LinearRegression.ALGORITHM.create(Features.numeric(2), 0, parameters);
        Randomness randomness = new Randomness(4);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            double[] row = {1e6 * randomness.nextDouble(), randomness.nextDouble()};
            double target = 20 + row[0] / 1e6;
            double error = Math.abs(learner.predictThenLearn(row, target, 1) - target);
            sum += i < 1000 ? 0 : error;
        }
        // A mean would be off by .25; nothing may be off by more than the range of targets.
        assertThat(sum / 1000).isLessThan(3);
    }

    @Test
    void quantilesEncloseTheirShareOfTargets() {
        Randomness randomness = new Randomness(5);
        for (double quantile : new double[] {.1, .5, .9}) {
            Regressor learner = Pipelines.prepared(
                    QuantileRegression.ALGORITHM,
                    Features.numeric(1),
                    0,
                    QuantileRegression.ALGORITHM.parameters().with("quantile", quantile));
            int below = 0;
            for (int i = 0; i < 20_000; i++) {
                double[] row = {randomness.nextDouble()};
                double target = 10 * row[0] + (1 + row[0]) * randomness.nextGaussian();
                double prediction = learner.predictThenLearn(row, target, 1);
                below += i >= 5000 && target < prediction ? 1 : 0;
            }
            assertThat(below / 15_000.0).isCloseTo(quantile, within(.03));
        }
    }

    @Test
    void passiveAggressiveFollowsAChange() {
        Regressor learner = Pipelines.prepared(
                PassiveAggressiveRegression.ALGORITHM,
                FARES,
                0,
                PassiveAggressiveRegression.ALGORITHM.parameters().with("c", .1));
        Randomness randomness = new Randomness(6);
        for (int i = 0; i < 4000; i++) {
            double[] row = trip(randomness);
            learner.learn(row, i < 2000 ? fare(row) : 40 - fare(row), 1);
        }
        double[] row = {5, 1};
        assertThat(learner.predict(row)).isCloseTo(40 - fare(row), within(2.0));
    }
}
