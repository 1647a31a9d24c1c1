package io.millrace.core.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingMeanTest {
    private static final int[] WINDOWS = IntStream.concat(
                    IntStream.rangeClosed(1, 40),
                    IntStream.of(100, 383, 384, 385, 768, 769, 1000, 1024, 1025, 1500, 2049, 3000, 3073, 5000))
            .toArray();

    private static double[] incrementally(double[] values, int window, Start start) {
        RollingMean rolling = new RollingMean(window, start);
        return Series.fill(values.length, i -> rolling.add(values[i]));
    }

    /** A double as an exact multiple of the smallest one: quicker than BigDecimal, and as exact. */
    private static BigInteger exact(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >> 52) & 0x7ff;
        long digits = bits & 0xfffffffffffffL;
        BigInteger magnitude = exponent == 0
                ? BigInteger.valueOf(digits)
                : BigInteger.valueOf(digits | 1L << 52).shiftLeft(exponent - 1);
        return bits < 0 ? magnitude.negate() : magnitude;
    }

    /** The unit in the last place of a number that is held exactly. */
    private static BigInteger ulp(BigInteger magnitude) {
        return BigInteger.ONE.shiftLeft(Math.max(0, magnitude.bitLength() - 53));
    }

    /** Checks means (at most 2 ulp of mean |x|) and sums (1 ulp of sum |x|) against exact arithmetic. */
    private static void assertExact(String name, double[] values, int window) {
        double[] means = RollingMean.of(values, window);
        double[] sums = RollingSum.of(values, window);
        BigInteger sum = BigInteger.ZERO;
        BigInteger magnitude = BigInteger.ZERO;
        for (int t = 0; t < values.length; t++) {
            sum = sum.add(exact(values[t]));
            magnitude = magnitude.add(exact(Math.abs(values[t])));
            if (t >= window) {
                sum = sum.subtract(exact(values[t - window]));
                magnitude = magnitude.subtract(exact(Math.abs(values[t - window])));
            }
            BigInteger count = BigInteger.valueOf(Math.min(t + 1, window));
            String where = "%s, window %d, position %d";
            // Multiplied by the count, so that the comparison is exact.
            BigInteger error = exact(means[t]).multiply(count).subtract(sum).abs();
            BigInteger allowed = ulp(magnitude.divide(count)).shiftLeft(1).multiply(count);
            assertThat(Double.isFinite(means[t]) && error.compareTo(allowed) <= 0)
                    .as(where, name, window, t)
                    .isTrue();
            if (sum.abs().compareTo(exact(Double.MAX_VALUE)) <= 0) {
                BigInteger sumError = exact(sums[t]).subtract(sum).abs();
                assertThat(sumError.compareTo(ulp(magnitude)) <= 0)
                        .as(where, name, window, t)
                        .isTrue();
            } else {
                double signed = sum.signum() * Double.POSITIVE_INFINITY;
                assertThat(sums[t]).as(where, name, window, t).isIn(signed, sum.signum() * Double.MAX_VALUE);
            }
        }
    }

    @Test
    void isWithinTwoUlpEverywhere() {
        for (int window : new int[] {1, 2, 5, 16, 17, 40, 1000, 1500}) {
            Series.nasty(2200, window).forEach((name, values) -> assertExact(name, values, window));
        }
    }

    @Test
    void doesNotDriftOverALongSeries() {
        double[] values = Series.nasty(40_000, 7).get("every magnitude");
        for (int window : new int[] {1000, 30_000}) {
            assertExact("long", values, window);
        }
    }

    @Test
    void givesTheSameBitsOneByOne() {
        Random random = new Random(11);
        for (int window : WINDOWS) {
            int length = 6200 + random.nextInt(1500);
            for (Map.Entry<String, double[]> series :
                    Series.nasty(length, window).entrySet()) {
                for (Start start : Start.values()) {
                    assertThat(incrementally(series.getValue(), window, start))
                            .as(series.getKey() + ", window " + window)
                            .isEqualTo(RollingMean.of(series.getValue(), window, start));
                }
            }
        }
    }

    @Test
    void givesTheSameBitsAroundValuesThatAreNotFinite() {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int window : WINDOWS) {
            Random random = new Random(window);
            double[] values = Series.fill(
                    60_000,
                    i -> random.nextInt(20_000) == 0
                            ? specials[random.nextInt(3)]
                            : Math.exp(30 * random.nextGaussian()));
            double[] finite = values.clone();
            for (int i = 0; i < finite.length; i++) {
                finite[i] = Double.isFinite(finite[i]) ? finite[i] : 0;
            }
            double[] means = RollingMean.of(values, window);
            assertThat(incrementally(values, window, Start.PARTIAL_WINDOWS)).isEqualTo(means);
            double[] expected = RollingMean.of(finite, window);
            double[] effects = specials(values, window);
            for (int t = 0; t < values.length; t++) {
                expected[t] = effects[t] == 0 ? expected[t] : effects[t];
            }
            assertThat(means).as("window " + window).isEqualTo(expected);
        }
    }

    /** What the special values do to each window: 0 where there are none, else NaN or the infinity. */
    private static double[] specials(double[] values, int window) {
        double[] effects = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                for (int t = i; t < Math.min(values.length, i + window); t++) {
                    effects[t] += values[i];
                }
            }
        }
        return effects;
    }

    @Test
    void isFiniteWhereTheSumIsNot() {
        for (int window : new int[] {2, 16, 17, 2500}) {
            double[] values = Series.fill(3000, i -> i % 3 == 0 ? Double.MAX_VALUE : 0.9 * Double.MAX_VALUE);
            assertExact("huge", values, window);
            double[] leaving = Series.fill(6000, i -> i < 2000 ? Double.MAX_VALUE : Double.MIN_VALUE * (i % 9));
            assertExact("huge, then denormal", leaving, window);
            assertThat(incrementally(leaving, window, Start.PARTIAL_WINDOWS))
                    .isEqualTo(RollingMean.of(leaving, window));
            assertThat(RollingMean.of(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, window)[1])
                    .isEqualTo(Double.MAX_VALUE);
        }
        assertThat(RollingSum.of(new double[] {1e308, 1e308, -1e308}, 3)).containsExactly(1e308, 1.0 / 0, 1e308);
    }

    @Test
    void startsAsAsked() {
        double[] values = {3, 5, 10, 30};
        assertThat(RollingMean.of(values, 3)).containsExactly(3, 4, 6, 15);
        assertThat(RollingMean.of(values, 3, Start.COMPLETE_WINDOWS)).containsExactly(Double.NaN, Double.NaN, 6, 15);
        assertThat(RollingMean.of(values, 9)).containsExactly(3, 4, 6, 12);
        assertThat(RollingMean.of(values, 9, Start.COMPLETE_WINDOWS)).containsOnly(Double.NaN);
        assertThat(RollingMean.of(values, 1)).containsExactly(values);
        assertThat(RollingMean.of(new double[0], 5)).isEmpty();
    }

    @Test
    void canBeUsedAgain() {
        double[] values = Series.nasty(4000, 5).get("from 1e9 to 1e-9");
        for (int window : new int[] {3, 50, 1500}) {
            RollingMean rolling = new RollingMean(window);
            double[] first = Arrays.stream(values).map(rolling::add).toArray();
            rolling.add(Double.NaN);
            rolling.add(Double.MAX_VALUE);
            rolling.reset();
            assertThat(Arrays.stream(values).map(rolling::add).toArray()).isEqualTo(first);
        }
    }

    @Test
    void refusesWhatCannotWork() {
        double[] values = {1, 2};
        assertThatThrownBy(() -> RollingMean.of(values, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RollingSum(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RollingMean.into(values, 2, Start.PARTIAL_WINDOWS, values))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RollingMean.into(values, 2, Start.PARTIAL_WINDOWS, new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
