package io.millrace.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.RegressionTree;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
    private static final Features FOUR = Features.numeric(4);

    @Test
    void manyTreesAreBetterThanOne() {
        assertThat(error(boosted("boosting-iterations", 40)))
                .isLessThan(0.9 * error(RegressionTree.ALGORITHM.create(FOUR)))
                .isLessThan(0.8 * error(boosted("boosting-iterations", 5)));
    }

    @Test
    void oneTreeAddsItsShareToTheMean() {
        Parameters parameters = BoostedRegressor.ALGORITHM
                .parameters()
                .with("boosting-iterations", 1)
                .with("percentage-of-features", 100)
                .with("learning-rate", 0.5);
        Regressor half = BoostedRegressor.ALGORITHM.create(FOUR, 0, parameters);
        Randomness randomness = new Randomness(3);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            double[] row = row(randomness);
            sum += 8 * row[1];
            half.learn(row, 8 * row[1], 1);
        }
        double mean = sum / 2000;
        assertThat(half.predict(new double[] {0.5, 1, 0.5, 0.5})).isCloseTo(mean + 0.5 * (8 - mean), within(0.1));
    }

    @Test
    void theFirstRowsAreNotAddedUp() {
        Regressor boosted = BoostedRegressor.ALGORITHM.create(FOUR);
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 300; i++) {
            double[] row = row(randomness);
            double prediction = boosted.predictThenLearn(row, 1000 + row[0], 1);
            assertThat(prediction).as("row " + i).isBetween(i == 0 ? 0.0 : 999.0, 1002.0);
        }
    }

    @Test
    void classesThatNoLineDividesAreTold() {
        for (int classes : new int[] {2, 3}) {
            Algorithm<Classifier> algorithm = BoostedClassifier.ALGORITHM;
            Classifier boosted = algorithm.create(
                    FOUR,
                    classes,
                    algorithm.parameters().with("boosting-iterations", 20).with("learning-rate", 0.1));
            Randomness randomness = new Randomness(7);
            double[] scores = new double[classes];
            int right = 0;
            for (int i = 0; i < 3000; i++) {
                double[] row = row(randomness);
                int label = (row[0] < 0.5 ? 0 : 1) + (row[1] < 0.5 ? 0 : 1);
                label = classes == 2 ? (Math.abs(row[0] - 0.4) < 0.25 ? 1 : 0) : label;
                boosted.predictThenLearn(row, label, 1, scores);
                right += i >= 2000 && Classifier.best(scores) == label ? 1 : 0;
            }
            assertThat(right).as(classes + " classes, of 1000").isGreaterThan(900);
        }
    }

    @Test
    void aClassThatNeverCameHasNoShare() {
        Classifier boosted = BoostedClassifier.ALGORITHM.create(
                FOUR, 5, BoostedClassifier.ALGORITHM.parameters().with("boosting-iterations", 5));
        double[] scores = new double[5];
        boosted.predict(new double[4], scores);
        assertThat(scores).containsOnly(0);
        boosted.learn(new double[4], 3, 1);
        boosted.learn(new double[4], 1, 1);
        boosted.predict(new double[4], scores);
        assertThat(scores[0] + scores[2] + scores[4]).isZero();
        assertThat(scores[1] + scores[3]).isCloseTo(1, within(1e-12));
    }

    private static Regressor boosted(String name, Object value) {
        return BoostedRegressor.ALGORITHM.create(
                FOUR, 0, BoostedRegressor.ALGORITHM.parameters().with(name, value));
    }

    private static double[] row(Randomness randomness) {
        return new double[] {
            randomness.nextDouble(), randomness.nextDouble(), randomness.nextDouble(), randomness.nextDouble()
        };
    }

    private static double error(Regressor regressor) {
        Randomness randomness = new Randomness(9);
        double sum = 0;
        for (int i = 0; i < 3000; i++) {
            double[] x = row(randomness);
            double right = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3];
            sum += Math.abs(regressor.predictThenLearn(x, right, 1) - right);
        }
        return sum / 3000;
    }
}
