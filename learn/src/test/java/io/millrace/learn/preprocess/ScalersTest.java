package io.millrace.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScalersTest {
    private static final Features MIXED = Features.of(Feature.numeric("price"), Feature.nominal("size", 3));

    /** What each row becomes when it is learned first. */
    private static double[][] learnThenTransform(Transformer transformer, double[]... rows) {
        return Arrays.stream(rows)
                .map(row -> {
                    transformer.learn(row, Double.NaN);
                    return transformed(transformer, row);
                })
                .toArray(double[][]::new);
    }

    private static double[] transformed(Transformer transformer, double... row) {
        double[] transformed = new double[transformer.output().size()];
        transformer.transform(row, transformed);
        return transformed;
    }

    private static double[] row(double... values) {
        return values;
    }

    private static double[] column(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    }

    private static Transformer of(Algorithm<Transformer> algorithm, String name, Object value) {
        return algorithm.create(MIXED, 0, algorithm.parameters().with(name, value));
    }

    /** The numbers are those of the documentation of River. */
    @Test
    void standardScalerIsThatOfRiver() {
        double[][] scaled = learnThenTransform(
                StandardScaler.ALGORITHM.create(Features.numeric(2)),
                row(10.557707193831535, 8.100043020890668),
                row(9.100117273476478, 8.892842952595291),
                row(10.94588485665605, 10.706797949691644),
                row(11.568718270819382, 8.347755330517664),
                row(9.687687278741082, 8.119188877752281),
                row(8.874551899214413, 10.021421152413449));
        double[][] expected = {
            {0, 0},
            {-0.9999999999999988, 0.9999999999999978},
            {0.9371686946881133, 1.3505586441799855},
            {1.1297532069185274, -0.651253038375545},
            {-0.7766584230568242, -0.7290971754346834},
            {-1.2746635133979467, 0.9922962913723641}
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(scaled[i]).containsExactly(expected[i], within(1e-12));
        }
    }

    @Test
    void standardScalerExample() {
        Transformer scaler = StandardScaler.ALGORITHM.create(Features.numeric(1));
        learnThenTransform(scaler, row(2), row(4), row(6), row(Double.NaN), row(Double.POSITIVE_INFINITY));
        assertThat(transformed(scaler, 6)[0]).isCloseTo(1.224744871, within(1e-9));
        assertThat(transformed(scaler, Double.NaN)).containsExactly(Double.NaN);
        assertThat(transformed(scaler, Double.NEGATIVE_INFINITY)).containsExactly(Double.NaN);
    }

    @Test
    void standardScalerClipsAndCentersOnDemand() {
        Transformer clipped = of(StandardScaler.ALGORITHM, "clip", 2);
        Transformer centered = of(StandardScaler.ALGORITHM, "with-std", false);
        for (double value : new double[] {2, 4, 6}) {
            clipped.learn(new double[] {value, 0}, 0);
            centered.learn(new double[] {value, 0}, 0);
        }
        assertThat(transformed(clipped, 100, 1)).containsExactly(2, 1);
        assertThat(transformed(clipped, -100, 1)).containsExactly(-2, 1);
        assertThat(transformed(centered, 6, 1)).containsExactly(2, 1);
    }

    /** The numbers are those of the documentation of River. */
    @Test
    void adaptiveStandardScalerIsThatOfRiver() {
        Transformer scaler = of(AdaptiveStandardScaler.ALGORITHM, "alpha", 0.6);
        double[][] scaled = learnThenTransform(
                scaler,
                row(5.278853596915767, 0),
                row(5.050021510445334, 0),
                row(6.550058636738239, 0),
                row(7.446421476297646, 0),
                row(9.472942428328025, 0),
                row(10.353398974845822, 0),
                row(11.78435913540969, 0),
                row(11.173877665258832, 0));
        assertThat(column(scaled))
                .containsExactly(new double[] {0, -.816, .812, .695, .754, .598, .651, .124}, within(1e-3));
    }

    /** The numbers are those of the documentation of River. */
    @Test
    void minMaxScalerIsThatOfRiver() {
        double[][] scaled = learnThenTransform(
                MinMaxScaler.ALGORITHM.create(Features.numeric(1)),
                row(10.557707193831535),
                row(8.100043020890668),
                row(9.100117273476478),
                row(8.892842952595291),
                row(10.94588485665605));
        assertThat(column(scaled)).containsExactly(new double[] {0, 0, .406920, .322582, 1}, within(1e-6));
    }

    @Test
    void minMaxScalerClipsOnDemand() {
        Transformer scaler = of(MinMaxScaler.ALGORITHM, "clip", true);
        learnThenTransform(scaler, row(0, 0), row(10, 0));
        assertThat(transformed(scaler, 20, 2)).containsExactly(1, 2);
        assertThat(transformed(scaler, -1, 7)).containsExactly(0, Double.NaN);
    }

    @Test
    void maxAbsScalerKeepsZeroAndSign() {
        Transformer scaler = MaxAbsScaler.ALGORITHM.create(MIXED);
        assertThat(transformed(scaler, 3, 0)).containsExactly(0, 0);
        learnThenTransform(scaler, row(-4, 0), row(2, 0));
        assertThat(transformed(scaler, -2, 1)).containsExactly(-.5, 1);
        assertThat(transformed(scaler, 0, 1)[0]).isZero();
    }

    @Test
    void robustScalerFindsTheQuartilesAndForgetsOutliers() {
        Transformer scaler = of(RobustScaler.ALGORITHM, "window-size", 10_000);
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 100 == 0 ? 1e12 : 50 + 10 * randomness.nextGaussian();
            scaler.learn(new double[] {value, 0}, 0);
        }
        // The quartiles of a normal distribution are .6745 deviations from its middle.
        assertThat(transformed(scaler, 50, 0)[0]).isCloseTo(0, within(.03));
        assertThat(transformed(scaler, 50 + 6.745, 0)[0]).isCloseTo(.5, within(.03));
    }

    @Test
    void robustScalerIsExactWhileThereIsRoom() {
        Transformer scaler = RobustScaler.ALGORITHM.create(Features.numeric(1));
        learnThenTransform(scaler, row(5), row(1), row(4), row(2), row(3));
        assertThat(column(new double[][] {transformed(scaler, 5), transformed(scaler, 3)}))
                .containsExactly(1, 0);
    }

    @Test
    void robustScalerKeepsAWindow() {
        Transformer scaler = of(RobustScaler.ALGORITHM, "window-size", 5);
        Randomness randomness = new Randomness(4);
        double[] last = new double[5];
        for (int i = 0; i < 2000; i++) {
            double value = randomness.nextInt(8);
            scaler.learn(row(value, 0), 0);
            last[i % 5] = value;
            if (i >= 5) {
                double[] sorted = last.clone();
                Arrays.sort(sorted);
                double range = sorted[3] > sorted[1] ? sorted[3] - sorted[1] : sorted[4] - sorted[0];
                double expected = range == 0 ? 0 : (7 - sorted[2]) / range;
                assertThat(transformed(scaler, 7, 0)[0]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void robustScalerOfNumbersThatAreMostlyZero() {
        Transformer scaler = RobustScaler.ALGORITHM.create(Features.numeric(1));
        for (int i = 0; i < 1000; i++) {
            scaler.learn(new double[] {i % 10 == 0 ? 8 : 0}, 0);
        }
        assertThat(transformed(scaler, 4)).containsExactly(.5);
    }

    @Test
    void normalizerMakesRowsOfLengthOne() {
        Features three = Features.of(Feature.numeric("a"), Feature.nominal("kind", 2), Feature.numeric("b"));
        assertThat(transformed(Normalizer.ALGORITHM.create(three), 3, 1, -4)).containsExactly(.6, 1, -.8);
        assertThat(transformed(Normalizer.ALGORITHM.create(three), 0, 1, 0)).containsExactly(0, 1, 0);
        assertThat(transformed(
                        Normalizer.ALGORITHM.create(
                                three, 0, Normalizer.ALGORITHM.parameters().with("norm", "max")),
                        2,
                        Double.NaN,
                        -4))
                .containsExactly(.5, Double.NaN, -1);
    }

    @Test
    void outlierLimiterKeepsOutWhatIsBeyondAllMeasure() {
        Transformer limiter = OutlierLimiter.ALGORITHM.create(MIXED);
        for (int i = 0; i < 30; i++) {
            limiter.learn(row(10 + i % 11, 1), 0);
        }
        assertThat(transformed(limiter, 30, 2)).containsExactly(30, 2);
        assertThat(transformed(limiter, 1e6, 2)).containsExactly(30, 2);
        assertThat(transformed(limiter, -1e6, 7)).containsExactly(0, Double.NaN);
        assertThat(transformed(limiter, Double.NaN, 0)).containsExactly(Double.NaN, 0);
        limiter.learn(row(1e6, 1), 0);
        assertThat(transformed(limiter, 1000, 0)[0]).isEqualTo(50);
        // A new level comes through after a few rows.
        for (int i = 0; i < 20; i++) {
            limiter.learn(row(1e6 + i, 1), 0);
        }
        assertThat(transformed(limiter, 1e6, 0)[0]).isEqualTo(1e6);
    }

    @Test
    void outlierLimiterLetsFirstRowsAndTheFirstChangePass() {
        Transformer limiter = OutlierLimiter.ALGORITHM.create(MIXED);
        limiter.learn(row(1, 0), 0);
        limiter.learn(row(2, 0), 0);
        assertThat(transformed(limiter, 1e6, 0)[0]).isEqualTo(1e6);
        Transformer rain = OutlierLimiter.ALGORITHM.create(MIXED);
        for (int i = 0; i < 100; i++) {
            rain.learn(row(0, 0), 0);
        }
        assertThat(transformed(rain, 40, 0)[0]).isEqualTo(40);
    }
}
