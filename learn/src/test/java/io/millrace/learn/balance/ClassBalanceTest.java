package io.millrace.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.learn.balance.ClassBalance.Method;
import io.millrace.learn.bayes.NaiveBayes;
import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassBalanceTest {
    private static final int RARE = 20;

    @Test
    void weightsAreTheSharesTurnedAround() {
        ClassBalance balance = new ClassBalance(Method.WEIGHT, 3, 1);
        assertThat(balance.weight(0)).isEqualTo(1);
        assertThat(balance.weight(0)).isEqualTo(1);
        assertThat(balance.weight(0)).isEqualTo(1);
        // Four rows of two classes: one of class 1, three of class 0.
        assertThat(balance.weight(1)).isEqualTo(2);
        assertThat(balance.weight(0)).isCloseTo(5 / 8.0, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void inTheLongRunClassesCountAlike(Method method) {
        ClassBalance balance = new ClassBalance(method, 2, 1);
        double[] sums = new double[2];
        for (int i = 0; i < 200_000; i++) {
            int label = i % RARE == 0 ? 1 : 0;
            double weight = balance.weight(label);
            assertThat(weight).isBetween(0.0, ClassBalance.MOST);
            sums[label] += i < 2000 ? 0 : weight;
        }
        assertThat(sums[1] / sums[0]).isCloseTo(1, within(0.03));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void writtenAndReadItGoesOn(Method method) throws IOException {
        ClassBalance straight = new ClassBalance(method, 2, 1);
        for (int i = 0; i < 100; i++) {
            straight.weight(i % 7 == 0 ? 1 : 0);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        straight.write(new DataOutputStream(bytes));
        ClassBalance resumed = new ClassBalance(method, 2, 9);
        resumed.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (int i = 0; i < 100; i++) {
            assertThat(resumed.weight(i % 5 == 0 ? 1 : 0)).isEqualTo(straight.weight(i % 5 == 0 ? 1 : 0));
        }
    }

    /** A rare class that overlaps with the frequent one: without balance it is hardly ever said. */
    @Test
    void moreOfTheRareClassIsFound() {
        double plain = recall(null);
        assertThat(recall(new ClassBalance(Method.WEIGHT, 2, 1))).isGreaterThan(plain + 0.3);
        assertThat(recall(new ClassBalance(Method.UNDER, 2, 1))).isGreaterThan(plain + 0.3);
        assertThat(recall(new ClassBalance(Method.OVER, 2, 1))).isGreaterThan(plain + 0.3);
    }

    private static double recall(@org.jspecify.annotations.Nullable ClassBalance balance) {
        Classifier classifier =
                (Classifier) NaiveBayes.ALGORITHM.create(Features.numeric(1), 2, NaiveBayes.ALGORITHM.parameters());
        Randomness random = new Randomness(3);
        double[] scores = new double[2];
        int found = 0;
        int rare = 0;
        for (int i = 0; i < 20_000; i++) {
            int label = i % RARE == 0 ? 1 : 0;
            double[] row = {random.nextGaussian() + 1.5 * label};
            classifier.predict(row, scores);
            if (label == 1 && i > 2000) {
                rare++;
                found += Classifier.best(scores) == 1 ? 1 : 0;
            }
            classifier.learn(row, label, balance == null ? 1 : balance.weight(label));
        }
        return (double) found / rare;
    }
}
