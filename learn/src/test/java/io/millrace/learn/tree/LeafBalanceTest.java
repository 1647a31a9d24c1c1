package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafBalanceTest {
    private static final Features FEATURES =
            Features.of(Feature.nominal("kind", 40), Feature.numeric("x"), Feature.numeric("y"));
    private static final long LIMIT = 24_000;

    /** Even kinds are 0 and odd ones 1; but of ten kinds what is asked is whether x is above 0.5. */
    private static int label(double[] row, int firstHard) {
        int kind = (int) row[0];
        return kind >= firstHard && kind < firstHard + 10 ? (row[1] > 0.5 ? 1 : 0) : kind % 2;
    }

    private static double[] row(Randomness randomness) {
        return new double[] {randomness.nextInt(40), randomness.nextDouble(), randomness.nextDouble()};
    }

    /** Rows of which ten kinds are hard; the share of right answers to these among the last quarter. */
    private static double accuracy(Classifier tree, Randomness randomness, int rows, int firstHard) {
        double[] scores = new double[2];
        int right = 0;
        int all = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = row(randomness);
            int label = label(row, firstHard);
            tree.predictThenLearn(row, label, 1, scores);
            if (i >= rows / 4 * 3 && row[0] >= firstHard && row[0] < firstHard + 10) {
                all++;
                right += Classifier.best(scores) == label ? 1 : 0;
            }
        }
        return right / (double) all;
    }

    private static Parameters small(Algorithm<Classifier> algorithm) {
        return algorithm.parameters().with("max-bytes", LIMIT).with("leaf-prediction", "mc");
    }

    @Test
    void aLeafThatHasBecomePromisingWakesAgain() {
        Algorithm<Classifier> algorithm = HoeffdingTree.ALGORITHM;
        Classifier tree = algorithm.create(FEATURES, 2, small(algorithm));
        Randomness randomness = new Randomness(1);
        assertThat(accuracy(tree, randomness, 40_000, 0)).isGreaterThan(0.95);
        // Now others are hard, whose leaves sleep, for their rows were all of one class.
        assertThat(accuracy(tree, randomness, 4_000, 20)).isLessThan(0.7);
        assertThat(accuracy(tree, randomness, 200_000, 20)).isGreaterThan(0.95);
        assertThat(tree.bytes()).isLessThan(LIMIT * 5 / 4);
    }

    @Test
    void aSleepingLeafBearsAnyWeight() {
        Algorithm<Classifier> algorithm = HoeffdingTree.ALGORITHM;
        Classifier tree = algorithm.create(FEATURES, 2, small(algorithm));
        accuracy(tree, new Randomness(1), 40_000, 0);
        double[] scores = new double[2];
        for (int kind = 0; kind < 40; kind++) {
            double[] row = {kind, 0.5, 0.5};
            tree.learn(row, 0, Double.POSITIVE_INFINITY);
            tree.learn(row, 1, Double.MAX_VALUE);
            tree.predict(row, scores);
            assertThat(scores[0] + scores[1]).as("kind %d", kind).isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    @Test
    void withRoomForAllNoneSleeps() {
        Algorithm<Classifier> algorithm = HoeffdingTree.ALGORITHM;
        Classifier tree = algorithm.create(FEATURES, 2, algorithm.parameters().with("leaf-prediction", "mc"));
        Randomness randomness = new Randomness(1);
        accuracy(tree, randomness, 40_000, 0);
        assertThat(tree.bytes()).isGreaterThan(LIMIT);
    }

    @Test
    void writingAndReadingChangesNothingAlsoWhereMemoryIsShort() throws IOException {
        for (Algorithm<Classifier> algorithm : List.of(
                HoeffdingTree.ALGORITHM, HoeffdingAdaptiveTree.ALGORITHM, ExtremelyFastDecisionTree.ALGORITHM)) {
            Classifier straight = algorithm.create(FEATURES, 2, small(algorithm));
            Classifier resumed = straight;
            for (int i = 0; i < 12; i++) {
                accuracy(straight, new Randomness(i), 3_000, 0);
                if (resumed != straight) {
                    accuracy(resumed, new Randomness(i), 3_000, 0);
                }
                assertThat(state(resumed)).as("%s %d", algorithm.name(), i).isEqualTo(state(straight));
                resumed = algorithm.create(FEATURES, 2, small(algorithm));
                resumed.read(new DataInputStream(new ByteArrayInputStream(state(straight))));
            }
            assertThat(straight.bytes()).isLessThan(LIMIT * 2);
        }
    }

    private static byte[] state(Classifier tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tree.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
