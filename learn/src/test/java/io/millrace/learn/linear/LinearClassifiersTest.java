package io.millrace.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearClassifiersTest {
    record Named(Algorithm<Classifier> algorithm) {
        @Override
        public String toString() {
            return algorithm.name();
        }
    }

    static List<Named> algorithms() {
        return List.of(
                new Named(LogisticRegression.ALGORITHM),
                new Named(Perceptron.ALGORITHM),
                new Named(PassiveAggressive.ALGORITHM),
                new Named(Alma.ALGORITHM));
    }

    private static Classifier prepared(Algorithm<Classifier> algorithm, int features, int classes) {
        return Pipelines.prepared(algorithm, Features.numeric(features), classes, algorithm.parameters());
    }

    /** The share of right predictions of the second half, where the class is the largest of linear sums. */
    private static double accuracy(Classifier learner, int features, int classes) {
        Randomness randomness = new Randomness(1);
        double[][] weights = new double[classes][features];
        for (double[] one : weights) {
            Arrays.setAll(one, i -> randomness.nextGaussian());
        }
        double[] scores = new double[classes];
        int right = 0;
        for (int i = 0; i < 10_000; i++) {
            double[] row = new double[features];
            Arrays.setAll(row, j -> 100 * (j + 1) * randomness.nextGaussian());
            double[] sums = new double[classes];
            for (int c = 0; c < classes; c++) {
                for (int j = 0; j < features; j++) {
                    sums[c] += weights[c][j] * row[j] / (100 * (j + 1));
                }
            }
            int label = Classifier.best(sums);
            learner.predictThenLearn(row, label, 1, scores);
            right += i >= 5000 && Classifier.best(scores) == label ? 1 : 0;
        }
        return right / 5000.0;
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void twoClassesApartByALine(Named named) {
        assertThat(accuracy(prepared(named.algorithm(), 4, 2), 4, 2)).isGreaterThan(.96);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void severalClasses(Named named) {
        assertThat(accuracy(prepared(named.algorithm(), 4, 5), 4, 5)).isGreaterThan(.9);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void explanationsTellTheStrongestClass(Named named) {
        Classifier learner = prepared(named.algorithm(), 3, 3);
        accuracy(learner, 3, 3);
        double[] row = {120, -250, 40};
        double[] scores = new double[3];
        learner.predict(row, scores);
        double[] sums = new double[3];
        double[] contributions = new double[3];
        for (int i = 0; i < 3; i++) {
            sums[i] = ((Explained) learner).explain(row, i, contributions)
                    + Arrays.stream(contributions).sum();
        }
        assertThat(Classifier.best(sums)).isEqualTo(Classifier.best(scores));
    }

    /** Scores of logistic regression are what they say: of rows with 0.8, eight of ten are of the class. */
    @Test
    void logisticRegressionIsCalibrated() {
        Classifier learner = prepared(LogisticRegression.ALGORITHM, 1, 2);
        Randomness randomness = new Randomness(2);
        double[] scores = new double[2];
        double expected = 0;
        double came = 0;
        int count = 0;
        for (int i = 0; i < 40_000; i++) {
            double[] row = {randomness.nextGaussian()};
            int label = randomness.nextDouble() < 1 / (1 + Math.exp(1 - 2 * row[0])) ? 1 : 0;
            learner.predictThenLearn(row, label, 1, scores);
            if (i > 5000 && scores[1] > .7) {
                expected += scores[1];
                came += label;
                count++;
            }
        }
        assertThat(count).isGreaterThan(1000);
        assertThat(came / count).isCloseTo(expected / count, within(.02));
        double[] contributions = new double[1];
        double logOdds = ((Explained) learner).explain(new double[] {1}, 1, contributions) + contributions[0];
        learner.predict(new double[] {1}, scores);
        assertThat(Math.log(scores[1] / scores[0])).isCloseTo(logOdds, within(1e-9));
    }

    @Test
    void stepsOfAlmaKeepTheLengthOfOne() {
        MarginClassifier learner =
                (MarginClassifier) Alma.ALGORITHM.create(Features.numeric(2), 2, Alma.ALGORITHM.parameters());
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 500; i++) {
            learner.learn(new double[] {randomness.nextGaussian(), 1}, randomness.nextInt(2), 1);
        }
        double[] contributions = new double[2];
        double square = 0;
        for (int i = 0; i < 2; i++) {
            double start = learner.explain(new double[] {1, 1}, i, contributions);
            square += start * start + contributions[0] * contributions[0] + contributions[1] * contributions[1];
        }
        assertThat(square).isLessThanOrEqualTo(1 + 1e-9);
    }
}
