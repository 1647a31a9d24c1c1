package io.millrace.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.baseline.TargetMean;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.RegressionTree;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RegressionForestTest {
    private static final Features FIVE = Features.numeric(5);

    @SuppressWarnings("unused") // for FieldSource
    private static final Algorithm<?>[] FORESTS = {RegressionForest.ALGORITHM, NearestLeavesForest.ALGORITHM};

    /** Friedman (1991), without noise, five features. */
    private static double friedman(double[] x) {
        return 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4];
    }

    @ParameterizedTest
    @FieldSource("FORESTS")
    void aForestIsBetterThanItsTree(Algorithm<Regressor> algorithm) {
        double forest = error(algorithm.create(FIVE), 3000, RegressionForestTest::friedman);
        double tree = error(RegressionTree.ALGORITHM.create(FIVE), 3000, RegressionForestTest::friedman);
        double mean = error(TargetMean.ALGORITHM.create(FIVE), 3000, RegressionForestTest::friedman);
        assertThat(forest).isLessThan(0.9 * tree).isLessThan(0.4 * mean);
    }

    @ParameterizedTest
    @FieldSource("FORESTS")
    void treesAreReplacedAfterAChange(Algorithm<Regressor> algorithm) {
        Regressor watching = algorithm.create(FIVE);
        Regressor blind = algorithm.create(FIVE, 0, algorithm.parameters().with("drift-detection", false));
        ToDoubleFunction<double[]> other = x -> friedman(new double[] {x[2], x[3], x[4], x[0], x[1]});
        for (Regressor forest : new Regressor[] {watching, blind}) {
            error(forest, 4000, RegressionForestTest::friedman);
            error(forest, 600, other);
        }
        assertThat(error(watching, 1000, other)).isLessThan(0.8 * error(blind, 1000, other));
    }

    @ParameterizedTest
    @FieldSource("FORESTS")
    void anotherSeedIsAnotherForest(Algorithm<Regressor> algorithm) {
        Regressor first = algorithm.create(FIVE, 0, algorithm.parameters().with("seed", 1));
        Regressor second = algorithm.create(FIVE, 0, algorithm.parameters().with("seed", 2));
        error(first, 500, RegressionForestTest::friedman);
        error(second, 500, RegressionForestTest::friedman);
        double[] row = {0.3, 0.6, 0.1, 0.5, 0.9};
        assertThat(first.predict(row)).isNotEqualTo(second.predict(row));
    }

    @Test
    void theNearestLeavesAreAsked() {
        Algorithm<Regressor> algorithm = NearestLeavesForest.ALGORITHM;
        Regressor forest = algorithm.create(FIVE, 0, algorithm.parameters().with("ensemble-size", 1));
        error(forest, 1000, RegressionForestTest::friedman);
        Regressor alone = RegressionForest.ALGORITHM.create(
                FIVE, 0, RegressionForest.ALGORITHM.parameters().with("ensemble-size", 1));
        error(alone, 1000, RegressionForestTest::friedman);
        double[] row = {0.3, 0.6, 0.1, 0.5, 0.9};
        assertThat(forest.predict(row)).as("of one").isEqualTo(alone.predict(row));
    }

    /** The mean error over so many new rows, test-then-train. */
    private static double error(Regressor regressor, int rows, ToDoubleFunction<double[]> target) {
        Randomness randomness = new Randomness(rows);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = new double[5];
            for (int j = 0; j < row.length; j++) {
                row[j] = randomness.nextDouble();
            }
            double right = target.applyAsDouble(row);
            sum += Math.abs(regressor.predictThenLearn(row, right, 1) - right);
        }
        return sum / rows;
    }
}
