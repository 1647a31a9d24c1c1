package io.millrace.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SequenceSurpriseTest {
    private static final double THRESHOLD = 0.5;

    /** Scores of rows that a function makes. */
    private static double[] scores(int rows, IntToDoubleFunction value) {
        SequenceSurprise detector = new SequenceSurprise(100, 100);
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = detector.scoreThenLearn(new double[] {value.applyAsDouble(i)});
        }
        return scores;
    }

    private static int alarms(double[] scores, int from, int to) {
        int alarms = 0;
        for (int i = from; i < to; i++) {
            alarms += scores[i] >= THRESHOLD ? 1 : 0;
        }
        return alarms;
    }

    private static IntToDoubleFunction day(long seed) {
        Randomness randomness = new Randomness(seed);
        return i -> 100 + 30 * Math.sin(2 * Math.PI * i / 288) + 2 * randomness.nextGaussian();
    }

    @Test
    void aSpikeAndADropAreFoundAtOnce() {
        IntToDoubleFunction day = day(1);
        double[] scores = scores(4000, i -> i == 2000 ? 250 : i == 3000 ? -50 : day.applyAsDouble(i));
        assertThat(scores[2000]).isGreaterThan(0.7);
        assertThat(scores[3000]).isGreaterThan(0.7);
        assertThat(alarms(scores, 600, 2000)).isLessThanOrEqualTo(2);
    }

    /** Every value was there before, but not in this order. */
    @Test
    void aMissingNightIsFound() {
        IntToDoubleFunction day = day(2);
        double[] scores =
                scores(4000, i -> day.applyAsDouble(i) + (i > 3000 && i < 3200 ? 100 - (day(3).applyAsDouble(i)) : 0));
        assertThat(alarms(scores, 3000, 3220)).isPositive();
    }

    @Test
    void aLevelThatStaysGivesNoEndOfAlarms() {
        Randomness randomness = new Randomness(4);
        double[] scores = scores(6000, i -> randomness.nextGaussian() + (i < 3000 ? 0 : 20));
        assertThat(scores[3000]).isGreaterThan(THRESHOLD);
        assertThat(alarms(scores, 3000, 6000)).isLessThan(30);
    }

    @Test
    void noiseGivesFewAlarmsWhateverItsScale() {
        for (double scale : new double[] {1e-6, 1, 1e6}) {
            Randomness randomness = new Randomness(5);
            double[] scores = scores(20_000, i -> scale * (50 + randomness.nextGaussian()));
            assertThat(alarms(scores, 0, 20_000)).isLessThan(20);
        }
    }

    @Test
    void constantsGiveNoAlarmUntilSomethingMoves() {
        double[] scores = scores(2000, i -> i == 1500 ? 0.3 : 0.1);
        assertThat(alarms(scores, 0, 1500)).isZero();
        assertThat(scores[1500]).isGreaterThan(THRESHOLD);
    }

    @Test
    void afterAnAlarmOnlyAStrangerRowCountsInFull() {
        Randomness randomness = new Randomness(6);
        double[] scores = scores(
                3000,
                i -> (i == 2000 ? 30 : i == 2010 ? 25 : i == 2020 ? 90 : i == 2200 ? 95 : 0)
                        + randomness.nextGaussian());
        assertThat(scores[2000]).isGreaterThan(THRESHOLD);
        assertThat(scores[2010]).isLessThan(THRESHOLD);
        assertThat(scores[2200]).isGreaterThan(THRESHOLD);
    }

    @Test
    void missingValuesAreSkipped() {
        SequenceSurprise detector = new SequenceSurprise(100, 100);
        assertThat(detector.scoreThenLearn(new double[] {Double.NaN})).isZero();
        assertThat(detector.score(new double[] {Double.POSITIVE_INFINITY})).isZero();
    }

    @Test
    void aTailKnowsRanksAndWhatIsBeyond() {
        Tail tail = new Tail(512);
        for (int i = 0; i < 400; i++) {
            tail.add((i * 149) % 400);
        }
        // 201 of 400 are not below 199, and the number itself.
        assertThat(tail.surprise(199, 1e-9)).isCloseTo(-Math.log10(202.0 / 401), within(1e-12));
        // The highest hundredth is 396 to 399, with a mean excess of 1.5.
        assertThat(tail.surprise(411, 1e-9)).isCloseTo(2 + 15 / 1.5 / Math.log(10), within(1e-12));
        assertThat(tail.surprise(1e300, 1e-9)).isEqualTo(50);
    }

    @Test
    void aTailForgetsSlowly() {
        Tail tail = new Tail(64);
        for (int i = 0; i < 100_000; i++) {
            tail.add((i * 7919L) % 1000);
        }
        assertThat(tail.surprise(995, 1e-9)).isBetween(2.0, 2.8);
        assertThat(tail.surprise(1050, 1e-9)).isGreaterThan(4);
    }
}
