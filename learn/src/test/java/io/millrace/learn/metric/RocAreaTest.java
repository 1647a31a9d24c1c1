package io.millrace.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

class RocAreaTest {
    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        Randomness randomness = new Randomness(1);
        int rows = 400;
        double[] scores = new double[rows];
        double[] weights = new double[rows];
        boolean[] positives = new boolean[rows];
        RocArea area = new RocArea(Span.last(rows));
        for (int i = 0; i < rows; i++) {
            positives[i] = randomness.nextInt(4) == 0;
            scores[i] = randomness.nextInt(positives[i] ? 20 : 12) - (i % 7 == 0 ? 0.0 : -0.0);
            weights[i] = 1 + randomness.nextInt(3);
            area.add(positives[i], scores[i], weights[i]);
        }
        double ordered = 0;
        double pairs = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (positives[i] && !positives[j]) {
                    double weight = weights[i] * weights[j];
                    pairs += weight;
                    ordered += scores[i] > scores[j] ? weight : scores[i] == scores[j] ? weight / 2 : 0;
                }
            }
        }
        assertThat(area.area()).isCloseTo(ordered / pairs, within(1e-12));
    }

    @Test
    void binsAreFineEnoughForScoresOfAnySize() {
        for (double size : new double[] {1e-4, 1, 1e9}) {
            Randomness randomness = new Randomness(2);
            RocArea exact = new RocArea(Span.last(5000));
            RocArea binned = new RocArea(Span.all());
            for (int i = 0; i < 5000; i++) {
                boolean isPositive = randomness.nextInt(10) == 0;
                double score = size * Math.exp((isPositive ? 1 : 0) + randomness.nextGaussian());
                exact.add(isPositive, score, 1);
                binned.add(isPositive, score, 1);
            }
            assertThat(binned.area()).isCloseTo(exact.area(), within(.002));
        }
    }

    @Test
    void fadingForgetsTheTimeWhenItWasWrong() {
        RocArea area = new RocArea(Span.fading(.99));
        for (int i = 0; i < 50_000; i++) {
            boolean isPositive = i % 5 == 0;
            area.add(isPositive, isPositive == i > 20_000 ? 3 : 1, 1);
        }
        assertThat(area.area()).isCloseTo(1, within(1e-9));
        assertThat(area.values()).isEqualTo(List.of(new Score("auc", area.area())));
    }
}
