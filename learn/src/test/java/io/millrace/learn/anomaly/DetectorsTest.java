package io.millrace.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorsTest {
    private static AnomalyDetector create(String name, int width) {
        return (AnomalyDetector) Anomalies.ALL.stream()
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseThrow()
                .create(Features.numeric(width));
    }

    /** The probability that an anomaly has a higher score than another row; ties count half. */
    private static double areaUnderCurve(double[] scores, boolean[] isAnomaly) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double ranks = 0;
        long anomalies = 0;
        int i = 0;
        while (i < order.length) {
            int end = i;
            while (end < order.length && scores[order[end]] == scores[order[i]]) {
                end++;
            }
            for (int k = i; k < end; k++) {
                if (isAnomaly[order[k]]) {
                    ranks += (i + 1 + end) / 2.0;
                    anomalies++;
                }
            }
            i = end;
        }
        return (ranks - anomalies * (anomalies + 1) / 2.0) / ((double) anomalies * (scores.length - anomalies));
    }

    /** Three clouds along a line, and a hundredth of rows anywhere. */
    @ParameterizedTest
    @CsvSource({
        "z-score, 0.80",
        "mad, 0.80",
        "half-space-trees, 0.955",
        "online-isolation-forest, 0.90",
        "loda, 0.94",
        "hotelling, 0.975"
    })
    void rowsOutsideOfCloudsAreStrange(String name, double least) {
        int rows = 8000;
        AnomalyDetector detector = create(name, 3);
        Randomness randomness = new Randomness(1);
        double[] scores = new double[rows];
        boolean[] isAnomaly = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            isAnomaly[i] = randomness.nextInt(100) == 0;
            double cloud = 4 * (randomness.nextInt(3) - 1) + 0.8 * randomness.nextGaussian();
            double[] row = new double[3];
            for (int j = 0; j < 3; j++) {
                row[j] = isAnomaly[i] ? 14 * randomness.nextDouble() - 7 : cloud + 0.4 * randomness.nextGaussian();
            }
            scores[i] = detector.scoreThenLearn(row);
        }
        assertThat(areaUnderCurve(Arrays.copyOfRange(scores, 1000, rows), Arrays.copyOfRange(isAnomaly, 1000, rows)))
                .isGreaterThan(least);
    }

    /** Where the mean is 5 and the deviation 2, 11 is three deviations away. */
    @Test
    void zScoreCountsDeviations() {
        ZScore detector = new ZScore(Features.numeric(1), 0, 4);
        for (double value : new double[] {3, 7, 3, 7}) {
            assertThat(detector.scoreThenLearn(new double[] {value})).isZero();
        }
        assertThat(detector.score(new double[] {11})).isCloseTo(3, within(1e-12));
        assertThat(detector.score(new double[] {-1})).isCloseTo(3, within(1e-12));
        assertThat(detector.score(new double[] {Double.NaN})).isZero();
    }

    @Test
    void aFadingMeanFollowsAStep() {
        ZScore all = new ZScore(Features.numeric(1), 0, 10);
        ZScore fading = new ZScore(Features.numeric(1), 0.05, 10);
        Randomness randomness = new Randomness(2);
        for (int i = 0; i < 1000; i++) {
            double[] row = {randomness.nextGaussian() + (i < 800 ? 0 : 50)};
            all.learn(row);
            fading.learn(row);
        }
        assertThat(fading.score(new double[] {0})).isGreaterThan(10);
        assertThat(all.score(new double[] {0})).isLessThan(1);
    }

    /** 1 to 9: the median is 5, half are within 2 of it; 3 outliers do not move that far. */
    @Test
    void medianDeviationsAreNotLedByOutliers() {
        MedianDeviation detector = new MedianDeviation(Features.numeric(1), 100, 9);
        for (int i = 1; i <= 9; i++) {
            detector.learn(new double[] {i});
        }
        assertThat(detector.score(new double[] {5 + 2 * 1.4826022185056018 * 3.5}))
                .isCloseTo(3.5, within(1e-12));
        for (int i = 0; i < 3; i++) {
            detector.learn(new double[] {1e9});
        }
        assertThat(detector.score(new double[] {1e6})).isGreaterThan(1000);
    }

    @Test
    void aForecastKnowsTheSeason() {
        ForecastResidual seasonal = new ForecastResidual(24, 0.1, 0.2, 0.01, 3);
        ForecastResidual plain = new ForecastResidual(0, 0.1, 0.2, 0.01, 3);
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 24 * 40; i++) {
            double[] row = {100 + (i % 24 < 8 ? 0 : 50) + randomness.nextGaussian()};
            if (i >= 24 * 10) {
                assertThat(seasonal.score(row)).isLessThan(8);
            }
            seasonal.learn(row);
            plain.learn(row);
        }
        // At night the value of a day is strange only to who knows the time.
        assertThat(seasonal.score(new double[] {150})).isGreaterThan(20);
        assertThat(plain.score(new double[] {150})).isLessThan(5);
    }

    @Test
    void anOutlierDoesNotBecomeTheForecast() {
        ForecastResidual detector = new ForecastResidual(0, 0.3, 0, 0.01, 3);
        Randomness randomness = new Randomness(4);
        for (int i = 0; i < 500; i++) {
            detector.learn(new double[] {randomness.nextGaussian()});
        }
        double before = detector.score(new double[] {5});
        detector.learn(new double[] {1e6});
        assertThat(detector.score(new double[] {5})).isBetween(before / 3, before * 1.5);
    }

    /** Both features are in their range, but not together. */
    @Test
    void brokenCorrelationIsFoundOffThePlane() {
        Hotelling detector = new Hotelling(Features.numeric(2), 0.9, 0, 100, 50);
        Randomness randomness = new Randomness(5);
        for (int i = 0; i < 1000; i++) {
            double x = randomness.nextGaussian();
            detector.learn(new double[] {x, 10 * x + 0.5 * randomness.nextGaussian()});
        }
        assertThat(detector.score(new double[] {1, 10})).isLessThan(3);
        assertThat(detector.score(new double[] {1, -10})).isGreaterThan(100);
        assertThat(detector.score(new double[] {6, 60})).isGreaterThan(30);
    }

    @Test
    void rotationsFindDirections() {
        double[] matrix = {4, 1, 1, 4};
        double[] directions = new double[4];
        SymmetricMatrix.rotate(matrix, directions, 2);
        double[] stretches = {matrix[0], matrix[3]};
        Arrays.sort(stretches);
        assertThat(stretches[0]).isCloseTo(3, within(1e-12));
        assertThat(stretches[1]).isCloseTo(5, within(1e-12));
        assertThat(Math.abs(directions[0])).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    /** With one feature and one split, masses can be counted by hand: no row of the window is near the other end. */
    @Test
    void halfSpacesAreCountedByWindows() {
        AnomalyDetector detector = HalfSpaceTrees.ALGORITHM.create(
                Features.numeric(1),
                0,
                HalfSpaceTrees.ALGORITHM.parameters().with("window-size", 50).with("n-trees", 10));
        Randomness randomness = new Randomness(6);
        detector.learn(new double[] {0});
        detector.learn(new double[] {100});
        for (int i = 0; i < 48; i++) {
            assertThat(detector.score(new double[] {100})).isZero();
            detector.learn(new double[] {randomness.nextDouble()});
        }
        assertThat(detector.score(new double[] {90})).isGreaterThan(0.7);
        assertThat(detector.score(new double[] {0.5})).isLessThan(0.1);
        // A burst of strange rows that fills a window is usual in the next.
        for (int i = 0; i < 50; i++) {
            detector.learn(new double[] {90 + randomness.nextDouble()});
        }
        assertThat(detector.score(new double[] {90.5})).isLessThan(0.1);
    }

    @Test
    void anIsolationForestForgetsWhatLeavesTheWindow() {
        AnomalyDetector detector = OnlineIsolationForest.ALGORITHM.create(
                Features.numeric(2),
                0,
                OnlineIsolationForest.ALGORITHM.parameters().with("window-size", 512));
        Randomness randomness = new Randomness(7);
        for (int i = 0; i < 3000; i++) {
            double center = i < 1500 ? 0 : 50;
            detector.learn(new double[] {center + randomness.nextGaussian(), center + randomness.nextGaussian()});
        }
        assertThat(detector.score(new double[] {0, 0})).isGreaterThan(detector.score(new double[] {50, 50}) + 0.15);
    }
}
