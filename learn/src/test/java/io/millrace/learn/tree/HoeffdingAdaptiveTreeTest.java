package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HoeffdingAdaptiveTreeTest {
    private static final int CHANGE = 20_000;

    private static Classifier create(Algorithm<Classifier> algorithm) {
        return algorithm.create(Features.numeric(2), 2, algorithm.parameters());
    }

    /** The share of right answers; the rule is turned round at {@link #CHANGE}. */
    private static double accuracy(Classifier tree, Randomness randomness, int from, int to) {
        double[] scores = new double[2];
        int right = 0;
        for (int i = from; i < to; i++) {
            double[] row = {randomness.nextDouble(), randomness.nextDouble()};
            int label = row[0] > 0.5 == row[1] > 0.3 == i < CHANGE ? 1 : 0;
            tree.predictThenLearn(row, label, 1, scores);
            right += Classifier.best(scores) == label ? 1 : 0;
        }
        return (double) right / (to - from);
    }

    @Test
    void replacesBranchesAfterAChange() {
        Classifier adaptive = create(HoeffdingAdaptiveTree.ALGORITHM);
        Classifier steady = create(HoeffdingTree.ALGORITHM);
        Randomness randomness = new Randomness(1);
        accuracy(adaptive, randomness, 0, 15_000);
        assertThat(accuracy(adaptive, randomness, 15_000, CHANGE)).isGreaterThan(0.95);
        accuracy(adaptive, randomness, CHANGE, 32_000);
        double after = accuracy(adaptive, randomness, 32_000, 40_000);
        assertThat(after).isGreaterThan(0.93);
        Randomness again = new Randomness(1);
        accuracy(steady, again, 0, 32_000);
        assertThat(accuracy(steady, again, 32_000, 40_000)).isLessThan(after);
    }

    @Test
    void aTreeWithBranchesInWaitingIsWrittenWhole() throws IOException {
        Classifier tree = create(HoeffdingAdaptiveTree.ALGORITHM);
        accuracy(tree, new Randomness(2), 0, CHANGE + 1000);
        Classifier other = create(HoeffdingAdaptiveTree.ALGORITHM);
        other.read(new DataInputStream(new ByteArrayInputStream(state(tree))));
        assertThat(state(other)).isEqualTo(state(tree));
        double expected = accuracy(tree, new Randomness(3), CHANGE, CHANGE + 5000);
        assertThat(accuracy(other, new Randomness(3), CHANGE, CHANGE + 5000)).isEqualTo(expected);
        assertThat(state(other)).isEqualTo(state(tree));
    }

    private static byte[] state(Classifier tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tree.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
