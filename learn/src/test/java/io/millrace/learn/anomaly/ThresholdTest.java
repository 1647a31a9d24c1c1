package io.millrace.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    private static int alarms(Threshold threshold, int rows, DoubleSupplier scores) {
        int alarms = 0;
        for (int i = 0; i < rows; i++) {
            double score = scores.getAsDouble();
            alarms += threshold.isAnomaly(score) ? 1 : 0;
            threshold.learn(score);
        }
        return alarms;
    }

    @Test
    void aFixedLevelStays() {
        Threshold threshold = Threshold.fixed(0.5);
        assertThat(alarms(threshold, 10, () -> 0.6)).isEqualTo(10);
        assertThat(threshold.isAnomaly(0.5)).isFalse();
        assertThat(threshold.level()).isEqualTo(0.5);
    }

    /** Of 99 numbers and a new one, risk .02 allows two: the level is the second largest. */
    @Test
    void aRankCountsTheNumberItself() {
        RankThreshold threshold = new RankThreshold(1000, 0.02, false);
        for (int i = 1; i <= 48; i++) {
            threshold.learn(i);
            assertThat(threshold.isAnomaly(1e9)).isFalse();
        }
        for (int i = 49; i <= 99; i++) {
            threshold.learn(i);
        }
        assertThat(threshold.level()).isEqualTo(98);
        assertThat(threshold.isAnomaly(98)).isFalse();
        assertThat(threshold.isAnomaly(98.5)).isTrue();
        // 99 is the only one not below 98.5, and the number itself.
        assertThat(threshold.score(new double[] {98.5})).isCloseTo(1 - 2.0 / 100, within(1e-12));
    }

    @Test
    void theShareOfAlarmsIsTheRiskWhateverTheDistribution() {
        for (int kind = 0; kind < 3; kind++) {
            Randomness randomness = new Randomness(kind);
            int shape = kind;
            int alarms = alarms(
                    Threshold.rank(1000, 0.01),
                    50_000,
                    () -> Math.pow(Math.abs(randomness.nextGaussian()), 1 + 3 * shape));
            assertThat(alarms).isBetween(400, 600);
        }
    }

    @Test
    void aProtectedRankDoesNotLearnAlarms() {
        RankThreshold open = new RankThreshold(200, 0.01, false);
        RankThreshold protects = new RankThreshold(200, 0.01, true);
        for (RankThreshold threshold : new RankThreshold[] {open, protects}) {
            Randomness randomness = new Randomness(1);
            alarms(threshold, 400, randomness::nextDouble);
        }
        assertThat(alarms(open, 300, () -> 7)).isLessThan(10);
        assertThat(alarms(protects, 300, () -> 7)).isEqualTo(300);
    }

    /** Far beyond what was seen: of 10,000 numbers about one in a hundred thousand is asked for. */
    @Test
    void peaksTellLevelsThatNeverCame() {
        Randomness randomness = new Randomness(2);
        PeaksOverThreshold exponential = new PeaksOverThreshold(0.98, 1e-5, 1000, 0);
        alarms(exponential, 10_000, () -> -Math.log(1 - randomness.nextDouble()));
        assertThat(exponential.level()).isCloseTo(Math.log(1e5), within(2.5));
        PeaksOverThreshold even = new PeaksOverThreshold(0.98, 1e-5, 1000, 0);
        alarms(even, 10_000, randomness::nextDouble);
        assertThat(even.level()).isCloseTo(1, within(0.02));
        assertThat(exponential.score(new double[] {Math.log(1e4)})).isCloseTo(4, within(0.7));
        assertThat(exponential.score(new double[] {1})).isZero();
    }

    @Test
    void peaksGiveAboutAsManyAlarmsAsAskedFor() {
        Randomness randomness = new Randomness(3);
        int alarms = alarms(Threshold.peaks(1e-3), 100_000, () -> Math.exp(randomness.nextGaussian()));
        assertThat(alarms).isBetween(50, 200);
    }

    @Test
    void aDepthFollowsTheLevelOfASeries() {
        Randomness randomness = new Randomness(4);
        PeaksOverThreshold drifting = new PeaksOverThreshold(0.98, 1e-4, 500, 20);
        double[] at = {0};
        int alarms = alarms(drifting, 5000, () -> (at[0] += 0.05) + randomness.nextGaussian());
        assertThat(alarms).isLessThan(10);
        assertThat(drifting.isAnomaly(at[0] + 12)).isTrue();
        assertThat(drifting.level()).isBetween(at[0], at[0] + 12);
    }

    /** Quantiles of known distributions: the fit gives back what made the numbers. */
    @Test
    void aTailIsFitted() {
        for (double shape : new double[] {-0.3, 0.2, 0.5}) {
            Randomness randomness = new Randomness(5);
            double[] excesses = new double[5000];
            for (int i = 0; i < excesses.length; i++) {
                excesses[i] = 3 / shape * (Math.pow(1 - randomness.nextDouble(), -shape) - 1);
            }
            ParetoTail tail = ParetoTail.fit(excesses);
            assertThat(tail.shape()).isCloseTo(shape, within(0.06));
            assertThat(tail.scale()).isCloseTo(3, within(0.2));
            assertThat(tail.logarithm(tail.excess(1e-3))).isCloseTo(-3, within(1e-9));
        }
        assertThat(ParetoTail.fit(new double[] {2, 4})).isEqualTo(new ParetoTail(0, 3));
    }

    @Test
    void choicesAreParameters() {
        var chosen = new io.millrace.core.learn.Algorithm<>(
                        "any",
                        io.millrace.core.learn.Task.ANOMALY_DETECTION,
                        "",
                        "",
                        java.util.Set.of(),
                        Threshold.parameters(),
                        (features, classes, parameters) -> new SequenceSurprise(100, 100))
                .parameters();
        assertThat(Threshold.of(chosen).level()).isEqualTo(0.5);
        assertThat(Threshold.of(chosen.with("threshold", "rank"))).isInstanceOf(RankThreshold.class);
        assertThat(Threshold.of(chosen.with("threshold", "peaks"))).isInstanceOf(PeaksOverThreshold.class);
    }

    /** Against sorting it all: medians, distances and ranks of a window that numbers enter and leave. */
    @Test
    void aSortedWindowEqualsSorting() {
        Randomness randomness = new Randomness(6);
        SortedWindow window = new SortedWindow(37);
        double[] all = new double[500];
        for (int i = 0; i < all.length; i++) {
            all[i] = randomness.nextInt(3) == 0 ? randomness.nextInt(5) : 3 * randomness.nextGaussian();
            window.add(all[i]);
            double[] sorted = Arrays.copyOfRange(all, Math.max(0, i - 36), i + 1);
            Arrays.sort(sorted);
            int size = sorted.length;
            assertThat(window.size()).isEqualTo(size);
            double median = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
            assertThat(window.median()).isEqualTo(median);
            double[] distances = Arrays.stream(sorted)
                    .map(x -> Math.abs(x - median))
                    .sorted()
                    .toArray();
            assertThat(window.medianDistance(median)).isEqualTo((distances[(size - 1) / 2] + distances[size / 2]) / 2);
            assertThat(window.below(1.5))
                    .isEqualTo((int) Arrays.stream(sorted).filter(x -> x < 1.5).count());
        }
    }
}
