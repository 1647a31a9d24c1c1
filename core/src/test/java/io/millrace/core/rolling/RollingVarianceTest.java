package io.millrace.core.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingVarianceTest {
    /** The exact sum of squared distances from the mean, rounded. */
    private static double squares(double[] values, int from, int to) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = from; i < to; i++) {
            BigDecimal value = new BigDecimal(values[i]);
            sum = sum.add(value);
            squares = squares.add(value.multiply(value));
        }
        BigDecimal count = BigDecimal.valueOf(to - from);
        return squares.multiply(count)
                .subtract(sum.multiply(sum))
                .divide(count, MathContext.DECIMAL128)
                .doubleValue();
    }

    @Test
    void keepsFourteenDigits() {
        Random random = new Random(5);
        double[][] series = {
            Series.fill(900, i -> random.nextGaussian()),
            Series.fill(900, i -> 1e9 + random.nextGaussian()),
            Series.fill(900, i -> 1e6 + 1e-3 * random.nextGaussian()),
            Series.fill(900, i -> (i < 300 ? 1e9 : 1e-9) * (1 + random.nextDouble())),
            Series.fill(900, i -> (i % 2 == 0 ? 1e100 : -1e100) * (1 + random.nextDouble()))
        };
        for (double[] values : series) {
            for (int window : new int[] {2, 3, 7, 40, 250, 2000}) {
                double[] variances = RollingVariance.of(values, window, Dispersion.POPULATION_VARIANCE);
                for (int t = 1; t < values.length; t += 11) {
                    int from = Math.max(0, t - window + 1);
                    double expected = squares(values, from, t + 1) / (t + 1 - from);
                    assertThat(variances[t])
                            .as("window " + window + ", position " + t)
                            .isCloseTo(expected, within(1e-14 * expected));
                }
            }
        }
    }

    @Test
    void knowsAllFourMeasures() {
        double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
        assertThat(RollingVariance.of(values, 8, Dispersion.POPULATION_VARIANCE)[7])
                .isEqualTo(4);
        assertThat(RollingVariance.of(values, 8, Dispersion.POPULATION_DEVIATION)[7])
                .isEqualTo(2);
        assertThat(RollingVariance.of(values, 8, Dispersion.SAMPLE_VARIANCE)[7]).isEqualTo(32.0 / 7);
        assertThat(RollingVariance.of(values, 8, Dispersion.SAMPLE_DEVIATION)[7])
                .isEqualTo(Math.sqrt(32.0 / 7));
        assertThat(RollingVariance.of(values, 8, Dispersion.SAMPLE_VARIANCE)[0]).isNaN();
        assertThat(RollingVariance.of(values, 3, Dispersion.SAMPLE_VARIANCE, Start.COMPLETE_WINDOWS)[1])
                .isNaN();
    }

    @Test
    void isZeroForAConstantAndForgetsSpecialValues() {
        double[] values = Series.fill(300, i -> i == 100 ? Double.NaN : i == 150 ? Double.MAX_VALUE : 0.1);
        double[] variances = RollingVariance.of(values, 20, Dispersion.POPULATION_VARIANCE);
        for (int t = 0; t < values.length; t++) {
            double expected = t >= 100 && t < 120 ? Double.NaN : t >= 150 && t < 170 ? Double.POSITIVE_INFINITY : 0;
            assertThat(variances[t]).as("position " + t).isEqualTo(Double.valueOf(expected));
        }
        RollingVariance rolling = new RollingVariance(20, Dispersion.POPULATION_VARIANCE);
        rolling.add(1);
        rolling.reset();
        assertThat(Arrays.stream(values).map(rolling::add).toArray()).isEqualTo(variances);
    }

    @Test
    void mergesMoments() {
        Moments left = new Moments();
        Moments right = new Moments();
        Moments all = new Moments();
        for (int i = 0; i < 100; i++) {
            (i < 30 ? left : right).add(1e8 + i);
            all.add(1e8 + i);
        }
        left.merge(right);
        assertThat(left.count()).isEqualTo(100);
        assertThat(left.meanHigh() + left.meanLow()).isEqualTo(1e8 + 49.5);
        assertThat(left.squares()).isCloseTo(all.squares(), within(1e-9)).isEqualTo(83325.0);
    }
}
