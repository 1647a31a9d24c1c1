package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class TargetHistogramsTest {
    @Test
    void theBestCutIsTheOneOfAllCutsWhereValuesAreFewerThanBins() {
        Randomness randomness = new Randomness(4);
        for (int round = 0; round < 50; round++) {
            double[] values = new double[200];
            double[] targets = new double[200];
            TargetHistograms histograms = new TargetHistograms(1, 32);
            for (int i = 0; i < values.length; i++) {
                values[i] = randomness.nextInt(16) - 8;
                targets[i] = randomness.nextGaussian() + (values[i] < round % 16 - 8 ? 1 : 0);
                histograms.add(0, values[i], targets[i], 1);
            }
            SplitSearch search = new SplitSearch(1);
            histograms.search(0, search);
            assertThat(search.gain()).isCloseTo(bestGain(values, targets), within(1e-9));
            assertThat(gain(values, targets, histograms.edge(0, search.cut()))).isCloseTo(search.gain(), within(1e-9));
        }
    }

    private static double bestGain(double[] values, double[] targets) {
        double best = 0;
        for (int cut = -7; cut < 8; cut++) {
            best = Math.max(best, gain(values, targets, cut));
        }
        return best;
    }

    /** How much less the sum of squared errors is with a mean on each side. */
    private static double gain(double[] values, double[] targets, double threshold) {
        return squares(values, targets, -1e9, 1e9)
                - squares(values, targets, -1e9, threshold)
                - squares(values, targets, threshold, 1e9);
    }

    private static double squares(double[] values, double[] targets, double from, double below) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= from && values[i] < below) {
                sum += targets[i];
                squares += targets[i] * targets[i];
                count++;
            }
        }
        return count == 0 ? 0 : squares - sum * sum / count;
    }

    @Test
    void binsGetWiderWhenNumbersOutgrowThem() {
        TargetHistograms histograms = new TargetHistograms(1, 8);
        for (double value : new double[] {0, 1e-300, 0.001, 1, 3, 1000, 1e15, 1e15 + 2, -1e40}) {
            histograms.add(0, value, value < 500 ? 0 : 1, 1);
        }
        SplitSearch search = new SplitSearch(1);
        histograms.search(0, search);
        assertThat(search.leftWeight()).as("the lowest alone").isEqualTo(1);
        assertThat(search.rightWeight()).isEqualTo(8);
        assertThat(histograms.edge(0, search.cut())).isBetween(-1e40, 0.0);
    }
}
