package io.millrace.learn.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import io.millrace.learn.random.Randomness;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What explanations of every algorithm that has them, with what it needs in front of it, add up to. */
class ExplanationTest {
    private static final Features MIXED =
            Features.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("kind", 4));
    private static final int ROWS = 3000;

    static List<Algorithm<?>> algorithms(Task task) {
        return Learners.ALL.stream()
                .filter(algorithm -> algorithm.task() == task && create(algorithm) instanceof Explained)
                .toList();
    }

    static List<Algorithm<?>> regressors() {
        return algorithms(Task.REGRESSION);
    }

    static List<Algorithm<?>> classifiers() {
        return algorithms(Task.CLASSIFICATION);
    }

    private static Learner create(Algorithm<?> algorithm) {
        return Pipelines.prepared(algorithm, MIXED, 3, algorithm.parameters());
    }

    private static double[] row(Randomness randomness) {
        double y = randomness.nextInt(20) == 0 ? Double.NaN : 100 * randomness.nextDouble();
        return new double[] {randomness.nextDouble(), y, randomness.nextInt(4)};
    }

    private static double sum(Explained learner, double[] row, int output) {
        double[] contributions = {9, 9, 9};
        double start = learner.explain(row, output, contributions);
        return start + DoubleStream.of(contributions).sum();
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void theyAddUpToThePrediction(Algorithm<?> algorithm) {
        Regressor regressor = (Regressor) create(algorithm);
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(randomness);
            regressor.learn(row, 3 * row[0] + (row[2] == 1 ? 5 : 0) + (row[0] > 0.5 ? row[2] : 0), 1);
        }
        for (int i = 0; i < 50; i++) {
            double[] row = row(randomness);
            assertThat(sum((Explained) regressor, row, 0)).isCloseTo(regressor.predict(row), within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void theyAddUpToTheProbabilityOrToTheScoreBeforeSoftmax(Algorithm<?> algorithm) {
        Classifier classifier = (Classifier) create(algorithm);
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(randomness);
            // The rule changes on the way: trees grow others beside them.
            boolean isHigh = row[0] > 0.5 ^ i >= ROWS / 2;
            if (i % 50 == 49) {
                check(classifier, row, algorithm.name());
            }
            classifier.learn(row, row[2] == 1 ? 2 : isHigh ? 1 : 0, 1);
        }
    }

    private static void check(Classifier classifier, double[] row, String name) {
        double[] scores = new double[3];
        classifier.predict(row, scores);
        double[] sums = new double[3];
        double largest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < sums.length; label++) {
            sums[label] = sum((Explained) classifier, row, label);
            largest = Math.max(largest, sums[label]);
        }
        double total = 0;
        for (double each : sums) {
            total += Math.exp(each - largest);
        }
        int best = Classifier.best(scores);
        double share = Math.exp(sums[best] - largest) / total;
        double expected = Math.abs(sums[best] - scores[best]) < 1e-9 ? sums[best] : share;
        assertThat(expected).as("class %d of %s", best, name).isCloseTo(scores[best], within(1e-9));
    }
}
