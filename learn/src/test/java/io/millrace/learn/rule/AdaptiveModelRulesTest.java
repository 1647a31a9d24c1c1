package io.millrace.learn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.linear.RecursiveLeastSquares;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class AdaptiveModelRulesTest {
    private static final Algorithm<Regressor> ALGORITHM = AdaptiveModelRules.ALGORITHM;
    private static final Features FEATURES =
            Features.of(Feature.numeric("temperature"), Feature.numeric("wind"), Feature.nominal("day", 7));

    private static double[] row(Randomness randomness) {
        return new double[] {40 * randomness.nextDouble() - 10, 10 * randomness.nextDouble(), randomness.nextInt(7)};
    }

    /** Below 5 degrees it is the wind that counts, above the temperature; at the weekend all is 50 more. */
    private static double demand(double[] row) {
        return (row[0] < 5 ? 100 + 20 * row[1] : 300 - 5 * row[0]) + (row[2] >= 5 ? 50 : 0);
    }

    /** The mean absolute error over the last quarter, each row predicted before it is learned. */
    private static double error(Regressor regressor, int rows, long seed, double shift) {
        Randomness randomness = new Randomness(seed);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = row(randomness);
            double right = demand(row) + shift * row[1] + randomness.nextGaussian();
            double prediction = regressor.predictThenLearn(row, right, 1);
            sum += i >= rows / 4 * 3 ? Math.abs(prediction - right) : 0;
        }
        return sum / (rows / 4.0);
    }

    @Test
    void findsTheConditionsUnderWhichThingsAreSimple() {
        Regressor rules = ALGORITHM.create(FEATURES);
        double error = error(rules, 12_000, 1, 0);
        assertThat(error).isLessThan(0.4 * error(RecursiveLeastSquares.ALGORITHM.create(FEATURES), 12_000, 1, 0));
        assertThat(error).isLessThan(8);
        assertThat(rules.toString()).contains("temperature < ").contains("otherwise: about ");
    }

    @Test
    void rulesThatAllHoldAnswerTogether() {
        Regressor rules = ALGORITHM.create(FEATURES, 0, ALGORITHM.parameters().with("ordered", false));
        assertThat(error(rules, 12_000, 1, 0)).isLessThan(8);
    }

    @Test
    void aRuleThatGetsWorseIsDropped() {
        Regressor watched = ALGORITHM.create(FEATURES);
        Regressor rigid = ALGORITHM.create(FEATURES, 0, ALGORITHM.parameters().with("drift-threshold", 0));
        error(watched, 12_000, 1, 0);
        error(rigid, 12_000, 1, 0);
        // From now on wind counts for much more.
        assertThat(error(watched, 1_000, 2, 100)).isLessThan(0.5 * error(rigid, 1_000, 2, 100));
    }

    @Test
    void aStrangeRowTeachesARuleNothing() {
        Regressor wary = ALGORITHM.create(FEATURES, 0, ALGORITHM.parameters().with("drift-threshold", 0));
        Regressor naive = ALGORITHM.create(
                FEATURES, 0, ALGORITHM.parameters().with("drift-threshold", 0).with("skip-anomalies", false));
        assertThat(error(wary, 12_000, 1, 0)).isEqualTo(error(naive, 12_000, 1, 0));
        double wrongOfWary = 0;
        double wrongOfNaive = 0;
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 500; i++) {
            double[] cold = {-2.5, 5 + 5 * randomness.nextDouble(), 1};
            wrongOfWary += Math.abs(wary.predictThenLearn(cold, demand(cold), 1) - demand(cold));
            wrongOfNaive += Math.abs(naive.predictThenLearn(cold, demand(cold), 1) - demand(cold));
            double[] broken = {-2.5, 5000, 1};
            wary.learn(broken, 0, 1);
            naive.learn(broken, 0, 1);
        }
        assertThat(wrongOfWary).isLessThan(0.5 * wrongOfNaive);
    }

    @Test
    void explainsBySlopes() {
        Regressor rules = ALGORITHM.create(FEATURES);
        error(rules, 12_000, 1, 0);
        double[] contributions = new double[3];
        double[] windy = {-5, 9, 1};
        double start = ((Explained) rules).explain(windy, 0, contributions);
        assertThat(start + contributions[0] + contributions[1] + contributions[2])
                .isCloseTo(rules.predict(windy), within(1e-9));
        assertThat(contributions[1]).isGreaterThan(20);
    }

    @Test
    void aMissingValueMeetsNoCondition() {
        Regressor rules = ALGORITHM.create(FEATURES);
        error(rules, 12_000, 1, 0);
        assertThat(rules.predict(new double[] {Double.NaN, Double.NaN, Double.NaN}))
                .isBetween(80.0, 400.0);
    }
}
