package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.random.Randomness;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class RegressionTreeTest {
    private static final Features THREE = Features.numeric(3);

    /** Two planes that meet nowhere. */
    private static double planes(double[] row) {
        return row[0] < 0.25 ? 3 + 2 * row[1] : -5 - row[1];
    }

    @Test
    void aTreeFindsWhereOnePlaneEndsAndAnotherBegins() {
        RegressionTree tree = tree();
        teach(tree, 5000, RegressionTreeTest::planes);
        assertThat(error(tree, RegressionTreeTest::planes)).isLessThan(0.05);
        assertThat(tree.predict(new double[] {0.1, 0.5, 0.5})).isCloseTo(4, within(0.05));
        assertThat(tree.predict(new double[] {0.9, 0.5, 0.5})).isCloseTo(-5.5, within(0.05));
    }

    @Test
    void whatIsLinearNeedsNoCut() {
        Randomness noise = new Randomness(5);
        RegressionTree tree = tree();
        teach(tree, 20_000, row -> 7 + 3 * row[0] - 2 * row[1] + 0.1 * noise.nextGaussian());
        assertThat(tree.leafCount()).isLessThan(3);
        assertThat(tree.predict(new double[] {0.5, 0.5, 0.5})).isCloseTo(7.5, within(0.01));
    }

    @Test
    void noiseIsNotCut() {
        RegressionTree tree = tree();
        Randomness noise = new Randomness(5);
        teach(tree, 20_000, row -> noise.nextGaussian());
        assertThat(tree.leafCount()).as("in a hundred looks").isLessThan(4);
    }

    @Test
    void leavesMayHaveMeansAlone() {
        Regressor tree = RegressionTree.ALGORITHM.create(
                THREE, 0, RegressionTree.ALGORITHM.parameters().with("leaf-prediction", "mean"));
        teach(tree, 5000, row -> row[2] < 0.5 ? 1 : 9);
        assertThat(tree.predict(new double[] {0.5, 0.5, 0.2})).isCloseTo(1, within(0.1));
        assertThat(tree.predict(new double[] {0.5, 0.5, 0.8})).isCloseTo(9, within(0.1));
    }

    @Test
    void aNominalFeatureIsCutInSetsOfValues() {
        Features features = Features.of(Feature.nominal("kind", 70), Feature.numeric("size"));
        Regressor tree = RegressionTree.ALGORITHM.create(features);
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 3000; i++) {
            int kind = randomness.nextInt(4) * 20;
            double target = kind == 0 || kind == 60 ? 10 : 20;
            tree.learn(new double[] {kind, randomness.nextDouble()}, target, 1);
        }
        assertThat(((RegressionTree) tree).leafCount()).isEqualTo(2);
        for (int kind = 0; kind < 80; kind += 20) {
            double expected = kind == 0 || kind == 60 ? 10 : 20;
            assertThat(tree.predict(new double[] {kind, 0.5})).isCloseTo(expected, within(0.1));
        }
    }

    @Test
    void aMissingValueGoesWhereMostRowsGo() {
        RegressionTree tree = tree();
        teach(tree, 5000, row -> row[0] < 0.25 ? 3 : -5);
        assertThat(tree.predict(new double[] {Double.NaN, 0.5, 0.5})).isCloseTo(-5, within(0.1));
    }

    @Test
    void whatFeaturesAddIsThePrediction() {
        RegressionTree tree = tree();
        teach(tree, 5000, RegressionTreeTest::planes);
        double[] contributions = new double[3];
        double[] row = {0.1, 0.9, 0.5};
        double start = tree.explain(row, 0, contributions);
        assertThat(start + contributions[0] + contributions[1] + contributions[2])
                .isCloseTo(tree.predict(row), within(1e-9));
        assertThat(contributions[0]).as("the cut").isGreaterThan(5);
        assertThat(contributions[1]).as("the slope, 2 by 0.4").isCloseTo(0.8, within(0.1));
        assertThat(Math.abs(contributions[2])).as("what does not matter").isLessThan(0.05);
    }

    @Test
    void farAwayItStaysNearTheTargetsThatItSaw() {
        RegressionTree tree = tree();
        teach(tree, 2000, row -> 100 * row[0]);
        assertThat(tree.predict(new double[] {1e6, 0, 0})).isBetween(90.0, 140.0);
        assertThat(tree.predict(new double[] {-1e300, 1e300, 0})).isBetween(-40.0, 140.0);
    }

    @Test
    void anAlternateTreeTakesOverAfterAChange() {
        for (Algorithm<Regressor> algorithm : java.util.List.of(RegressionTree.ALGORITHM, RegressionTree.ADAPTIVE)) {
            Regressor watching = algorithm.create(THREE);
            Regressor blind = algorithm.create(THREE, 0, algorithm.parameters().with("drift-detector", "none"));
            for (Regressor tree : java.util.List.of(watching, blind)) {
                teach(tree, 6000, RegressionTreeTest::planes);
                teach(tree, 3000, row -> 10 * row[1] + (row[2] < 0.5 ? -20 : 20));
            }
            ToDoubleFunction<double[]> now = row -> 10 * row[1] + (row[2] < 0.5 ? -20 : 20);
            assertThat(error(watching, now)).isLessThan(error(blind, now) / 2);
            assertThat(error(watching, now)).isLessThan(0.5);
        }
    }

    @Test
    void aTreeStopsToGrowWhereItIsTold() {
        Regressor tree = RegressionTree.ALGORITHM.create(
                THREE, 0, RegressionTree.ALGORITHM.parameters().with("max-leaves", 3));
        teach(tree, 8000, row -> 20 * Math.sin(12 * row[0]) + 10 * Math.cos(9 * row[1]));
        assertThat(((RegressionTree) tree).leafCount()).isEqualTo(3);
    }

    private static RegressionTree tree() {
        return (RegressionTree) RegressionTree.ALGORITHM.create(THREE);
    }

    private static void teach(Regressor tree, int rows, ToDoubleFunction<double[]> target) {
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < rows; i++) {
            double[] row = {randomness.nextDouble(), randomness.nextDouble(), randomness.nextDouble()};
            tree.learn(row, target.applyAsDouble(row), 1);
        }
    }

    private static double error(Regressor tree, ToDoubleFunction<double[]> target) {
        Randomness randomness = new Randomness(2);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            double[] row = {randomness.nextDouble(), randomness.nextDouble(), randomness.nextDouble()};
            sum += Math.abs(tree.predict(row) - target.applyAsDouble(row));
        }
        return sum / 1000;
    }
}
