package io.millrace.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RegressionScoresTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void scoresAreAsCountedByHand() {
        RegressionScores scores = new RegressionScores(Span.all());
        scores.add(3, 2.5, 1);
        scores.add(-.5, 0, 1);
        scores.add(2, 2, 1);
        scores.add(7, 8, 1);
        assertThat(scores.value("mae")).isCloseTo(.5, EXACT);
        assertThat(scores.value("rmse")).isCloseTo(Math.sqrt(.375), EXACT);
        assertThat(scores.value("r2")).isCloseTo(1 - 1.5 / 29.1875, EXACT);
        assertThat(scores.value("bias")).isCloseTo(.25, EXACT);
        assertThat(scores.value("mape")).isCloseTo(100 * (.5 / 3 + 1 + 0 + 1.0 / 7) / 4, EXACT);
        assertThat(scores.value("smape")).isCloseTo(100 * (.5 / 2.75 + 2 + 0 + 1 / 7.5) / 4, within(1e-10));
    }

    /** 1e9 and a few: sums of squares would lose everything. */
    @Test
    void largeTargetsOfSmallVarianceLoseNothing() {
        RegressionScores scores = new RegressionScores(Span.all());
        double[] values = {4, 7, 13, 16};
        for (int i = 0; i < 4000; i++) {
            scores.add(1e9 + values[i % 4], 1e9 + 10, 1);
        }
        assertThat(scores.value("r2")).isCloseTo(0, within(1e-9));
        assertThat(scores.value("rmse")).isCloseTo(Math.sqrt(22.5), within(1e-9));
    }

    @Test
    void aWindowIsWhatItsRowsAloneGive() {
        Randomness randomness = new Randomness(3);
        RegressionScores window = new RegressionScores(Span.last(50));
        RegressionScores alone = new RegressionScores(Span.all());
        for (int i = 0; i < 777; i++) {
            double truth = 1e6 * randomness.nextGaussian();
            double prediction = truth + randomness.nextGaussian();
            double weight = 1 + randomness.nextInt(3);
            window.add(truth, prediction, weight);
            if (i >= 727) {
                alone.add(truth, prediction, weight);
            }
        }
        assertThat(window.values()).isEqualTo(alone.values());
        assertThat(window.weights()).isEqualTo(alone.weights());
    }

    @Test
    void oldRowsFade() {
        RegressionScores scores = new RegressionScores(Span.fading(.98));
        Randomness randomness = new Randomness(4);
        double absolute = 0;
        double weights = 0;
        for (int i = 0; i < 50_000; i++) {
            double error = (i < 40_000 ? 100 : 1) * randomness.nextGaussian();
            double truth = 10 * randomness.nextGaussian();
            scores.add(truth, truth + error, 1);
            absolute = absolute * .98 + Math.abs(error);
            weights = weights * .98 + 1;
        }
        assertThat(scores.meanAbsoluteError()).isCloseTo(absolute / weights, within(1e-9));
        assertThat(scores.value("r2")).isBetween(.97, .999);
    }

    @Test
    void whatIsNotFiniteAndWhatHasNoWeightIsNotCounted() {
        RegressionScores scores = new RegressionScores(Span.all());
        scores.add(Double.NaN, 1, 1);
        scores.add(1, Double.POSITIVE_INFINITY, 1);
        scores.add(1, 5, 0);
        scores.add(1, 5, Double.NaN);
        assertThat(scores.value("mae")).isNaN();
        scores.add(1, 2, 1);
        scores.add(Double.MAX_VALUE, -Double.MAX_VALUE, 1);
        assertThat(scores.values())
                .allSatisfy(score -> assertThat(score.value()).isFinite());
    }
}
