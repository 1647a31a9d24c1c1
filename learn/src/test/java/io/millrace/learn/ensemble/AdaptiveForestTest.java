package io.millrace.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parallel;
import io.millrace.learn.random.Randomness;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveForestTest {
    private static final Features FEATURES = Features.numeric(4);
    private static final int ROWS = 6000;

    static List<Algorithm<Classifier>> algorithms() {
        return List.of(AdaptiveForest.RANDOM_FOREST, AdaptiveForest.RANDOM_PATCHES);
    }

    private static Classifier forest(Algorithm<Classifier> algorithm, long seed) {
        return algorithm.create(FEATURES, 2, algorithm.parameters().with("seed", seed));
    }

    /** Rows whose class is a rule of two features; the other rule from the middle on. */
    private static double[][] rows(double[] labels) {
        Randomness randomness = new Randomness(7);
        double[][] rows = new double[labels.length][4];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 4; j++) {
                rows[i][j] = randomness.nextDouble();
            }
            boolean isAbove = rows[i][0] + rows[i][1] > 1;
            labels[i] = isAbove == i < rows.length / 2 ? 1 : 0;
        }
        return rows;
    }

    private static double accuracy(Classifier forest, double[][] rows, double[] labels, int from, int to) {
        double[] scores = new double[2];
        int right = 0;
        for (int i = from; i < to; i++) {
            forest.predictThenLearn(rows[i], (int) labels[i], 1, scores);
            right += Classifier.best(scores) == labels[i] ? 1 : 0;
        }
        return (double) right / (to - from);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void learnsAndLearnsAnewAfterAChange(Algorithm<Classifier> algorithm) {
        double[] labels = new double[ROWS];
        double[][] rows = rows(labels);
        Classifier forest = forest(algorithm, 1);
        accuracy(forest, rows, labels, 0, 2000);
        assertThat(accuracy(forest, rows, labels, 2000, 3000)).isGreaterThan(0.85);
        accuracy(forest, rows, labels, 3000, 4500);
        assertThat(accuracy(forest, rows, labels, 4500, 6000)).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void severalThreadsLearnWhatOneDoes(Algorithm<Classifier> algorithm) throws IOException {
        double[] labels = new double[ROWS];
        double[][] rows = rows(labels);
        double[] weights = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            weights[i] = i % 50 == 0 ? 0 : 1 + i % 3;
        }
        Classifier serial = forest(algorithm, 5);
        double[][] expected = new double[ROWS][2];
        for (int i = 0; i < ROWS; i++) {
            serial.predictThenLearn(rows[i], (int) labels[i], weights[i], expected[i]);
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Executor executor : List.of(threads, (Executor) Runnable::run)) {
                Classifier parallel = forest(algorithm, 5);
                double[][] answers = new double[ROWS][2];
                for (int from = 0; from < ROWS; from += 750) {
                    double[][] batch = new double[750][2];
                    ((Parallel) parallel)
                            .predictThenLearn(
                                    slice(rows, from), slice(labels, from), slice(weights, from), batch, executor);
                    System.arraycopy(batch, 0, answers, from, 750);
                }
                assertThat(answers).isDeepEqualTo(expected);
                assertThat(state(parallel)).isEqualTo(state(serial));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void explainsWhatItsTreesFoundOut() {
        double[] labels = new double[ROWS];
        double[][] rows = rows(labels);
        Classifier forest = forest(AdaptiveForest.RANDOM_FOREST, 2);
        accuracy(forest, rows, labels, 0, 3000);
        double[] contributions = new double[4];
        double[] row = {0.9, 0.9, 0.1, 0.1};
        double start = ((Explained) forest).explain(row, 1, contributions);
        double other = ((Explained) forest).explain(row, 0, new double[4]);
        assertThat(start + other).isCloseTo(1, within(1e-9));
        assertThat(contributions[0] + contributions[1]).isGreaterThan(0.2);
        assertThat(Math.abs(contributions[2]) + Math.abs(contributions[3])).isLessThan(0.2);
    }

    @Test
    void anotherSeedIsAnotherForest() throws IOException {
        double[] labels = new double[500];
        double[][] rows = rows(labels);
        Classifier one = forest(AdaptiveForest.RANDOM_FOREST, 1);
        Classifier two = forest(AdaptiveForest.RANDOM_FOREST, 2);
        accuracy(one, rows, labels, 0, 500);
        accuracy(two, rows, labels, 0, 500);
        assertThat(state(one)).isNotEqualTo(state(two));
    }

    private static double[][] slice(double[][] rows, int from) {
        return java.util.Arrays.copyOfRange(rows, from, from + 750);
    }

    private static double[] slice(double[] values, int from) {
        return java.util.Arrays.copyOfRange(values, from, from + 750);
    }

    private static byte[] state(Learner learner) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learner.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
