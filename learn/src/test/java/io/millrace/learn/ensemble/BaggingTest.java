package io.millrace.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.learn.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaggingTest {
    static List<Algorithm<Classifier>> algorithms() {
        return List.of(Bagging.LEVERAGING, Bagging.WATCHED, Bagging.PLAIN, Boosting.ALGORITHM);
    }

    /** The share of right answers among the last quarter of rows; their rule is another from {@code change} on. */
    private static double accuracy(Algorithm<Classifier> algorithm, int rows, int change) {
        Classifier learner = algorithm.create(Features.numeric(3), 2, algorithm.parameters());
        Randomness randomness = new Randomness(3);
        double[] scores = new double[2];
        int right = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = {randomness.nextDouble(), randomness.nextDouble(), randomness.nextDouble()};
            boolean isInside = Math.abs(row[0] - 0.5) < 0.25;
            int label = isInside == i < change ? 1 : 0;
            learner.predictThenLearn(row, label, 1, scores);
            right += i >= rows / 4 * 3 && Classifier.best(scores) == label ? 1 : 0;
        }
        return right / (rows / 4.0);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void learnsARule(Algorithm<Classifier> algorithm) {
        assertThat(accuracy(algorithm, 8000, 8000)).isGreaterThan(0.93);
    }

    @Test
    void whoIsWatchedLearnsAnewAfterAChange() {
        double watched = accuracy(Bagging.WATCHED, 12_000, 6000);
        assertThat(watched).isGreaterThan(0.85);
        assertThat(accuracy(Bagging.LEVERAGING, 12_000, 6000)).isGreaterThan(0.85);
        assertThat(accuracy(Bagging.PLAIN, 12_000, 6000)).isLessThan(watched);
    }
}
