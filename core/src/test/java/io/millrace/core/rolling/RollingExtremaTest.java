package io.millrace.core.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingExtremaTest {
    private static final double[] ODD = {Double.NaN, 0.0, -0.0, 1.0 / 0, -1.0 / 0, Double.MIN_VALUE, Double.MAX_VALUE};

    @Test
    void agreesWithLookingAtEveryWindow() {
        Random random = new Random(3);
        double[] values = Series.fill(
                700, i -> random.nextInt(25) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(50) - 25);
        for (int window = 1; window < 60; window++) {
            check(values, window);
        }
        check(values, 699);
        check(values, 700);
        check(values, 5000);
    }

    private static void check(double[] values, int window) {
        double[] least = new double[values.length];
        double[] greatest = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            least[t] = values[t];
            greatest[t] = values[t];
            for (int i = Math.max(0, t - window + 1); i < t; i++) {
                least[t] = Math.min(least[t], values[i]);
                greatest[t] = Math.max(greatest[t], values[i]);
            }
        }
        RollingMinimum minimum = new RollingMinimum(window);
        RollingMaximum maximum = new RollingMaximum(window);
        for (int round = 0; round < 2; round++) {
            minimum.reset();
            maximum.reset();
            assertThat(Series.fill(values.length, i -> minimum.add(values[i]))).isEqualTo(least);
            assertThat(Series.fill(values.length, i -> maximum.add(values[i]))).isEqualTo(greatest);
        }
        assertThat(RollingMinimum.of(values, window)).isEqualTo(least);
        assertThat(RollingMaximum.of(values, window)).isEqualTo(greatest);
    }

    @Test
    void startsAsAsked() {
        double[] values = {3, 1, 2, 5};
        assertThat(RollingMinimum.of(values, 3, Start.COMPLETE_WINDOWS)).containsExactly(Double.NaN, Double.NaN, 1, 1);
        RollingMaximum maximum = new RollingMaximum(3, Start.COMPLETE_WINDOWS);
        assertThat(Series.fill(4, i -> maximum.add(values[i]))).containsExactly(Double.NaN, Double.NaN, 3, 5);
    }
}
