package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class LinearFitTest {
    private final double[] scratch = new double[3];

    @Test
    void aPlaneIsFoundWhateverTheScales() {
        LinearFit fit = new LinearFit(new int[] {0, 1, 2}, 0);
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < 500; i++) {
            double[] row = {1e9 + randomness.nextGaussian(), 1e-9 * randomness.nextGaussian(), 5};
            fit.learn(row, 4 + 2 * (row[0] - 1e9) - 3e9 * row[1], 1, scratch);
        }
        assertThat(fit.predict(new double[] {1e9 + 1, 2e-9, 5})).isCloseTo(4 + 2 - 6, within(1e-5));
    }

    /** By hand: x 1, 2, 3 and y 2, 2, 5 have the slope 3/2 through (2, 3); a ridge of 3 rows halves it. */
    @Test
    void aRidgeIsWorthThatManyRows() {
        double[][] rows = {{1}, {2}, {3}};
        double[] targets = {2, 2, 5};
        LinearFit plain = new LinearFit(new int[] {0}, 0);
        LinearFit ridged = new LinearFit(new int[] {0}, 3);
        for (int i = 0; i < 3; i++) {
            plain.learn(rows[i], targets[i], 1, scratch);
            ridged.learn(rows[i], targets[i], 1, scratch);
        }
        assertThat(plain.predict(new double[] {4})).isCloseTo(6, within(1e-6));
        assertThat(ridged.predict(new double[] {4})).isCloseTo(4.5, within(1e-6));
    }

    @Test
    void twiceTheSameFeatureIsNoTrouble() {
        LinearFit fit = new LinearFit(new int[] {0, 1}, 0);
        for (int i = 0; i < 100; i++) {
            fit.learn(new double[] {i, i}, 10 + i, 1, scratch);
        }
        assertThat(fit.predict(new double[] {50, 50})).isCloseTo(60, within(1e-3));
    }

    @Test
    void aFitBeginsAsItsParentAndAStep() {
        LinearFit parent = new LinearFit(new int[] {0}, 0);
        for (int i = 0; i < 100; i++) {
            parent.learn(new double[] {i}, 3 * i, 1, scratch);
        }
        LinearFit child = new LinearFit(new int[] {0}, 0);
        child.start(parent, 7);
        assertThat(child.predict(new double[] {10})).isCloseTo(37, within(1e-5));
    }

    @Test
    void aMissingValueCountsAsTheMean() {
        LinearFit fit = new LinearFit(new int[] {0}, 0);
        for (int i = 0; i < 101; i++) {
            fit.learn(new double[] {i}, 2 * i, 1, scratch);
        }
        assertThat(fit.predict(new double[] {Double.NaN})).isCloseTo(100, within(8.0));
    }
}
