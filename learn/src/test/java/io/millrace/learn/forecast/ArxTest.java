package io.millrace.learn.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;
import io.millrace.learn.random.Randomness;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArxTest {
    private static final double[] ROW = {};

    /** Example: a load that follows the temperature, and yesterday's load, on working days more than on others. */
    @Test
    void followsFeaturesAndYesterday() {
        Features features = Features.of(Feature.numeric("temperature"), Feature.nominal("day", 2));
        Forecaster load = forecaster(features, Map.of("p", 1, "season", 24, "sp", 1));
        Randomness randomness = new Randomness(1);
        double[] loads = new double[3000];
        double[][] rows = new double[3000][];
        RegressionScores scores = new RegressionScores(Span.last(500));
        double[] next = new double[1];
        for (int i = 0; i < 3000; i++) {
            rows[i] = new double[] {10 + 5 * randomness.nextGaussian(), i / 24 % 7 < 5 ? 1 : 0};
            double yesterday = i < 24 ? 0 : loads[i - 24];
            double before = i < 1 ? 0 : loads[i - 1];
            loads[i] =
                    100 + .3 * before + .4 * yesterday - 2 * rows[i][0] + 20 * rows[i][1] + randomness.nextGaussian();
            load.forecast(new double[][] {rows[i]}, next);
            scores.add(loads[i], next[0], 1);
            load.learn(rows[i], loads[i]);
        }
        // What is left is the noise, whose mean size is .8.
        assertThat(scores.meanAbsoluteError()).isBetween(.7, .85);
    }

    @Test
    void severalStepsFollowTheModel() {
        Forecaster forecaster = forecaster(Features.of(), Map.of("p", 2));
        Randomness randomness = new Randomness(2);
        double last = 0;
        double before = 0;
        for (int i = 0; i < 20_000; i++) {
            double value = 5 + 1.2 * last - .5 * before + randomness.nextGaussian();
            forecaster.learn(ROW, value);
            before = last;
            last = value;
        }
        double[] values = new double[30];
        forecaster.forecast(new double[30][0], values);
        double first = 5 + 1.2 * last - .5 * before;
        assertThat(values[0]).isCloseTo(first, within(.1));
        assertThat(values[1]).isCloseTo(5 + 1.2 * first - .5 * last, within(.15));
        assertThat(values[29]).isCloseTo(5 / .3, within(.2));
    }

    @Test
    void differencesTakeATrendAndASeasonAway() {
        Forecaster forecaster = forecaster(Features.of(), Map.of("p", 0, "d", 1, "season", 4, "sd", 1));
        double[] season = {3, -1, 4, -6};
        for (int i = 0; i < 50; i++) {
            forecaster.learn(ROW, 7 * i + season[i % 4]);
        }
        double[] values = new double[9];
        forecaster.forecast(new double[9][0], values);
        for (int i = 0; i < 9; i++) {
            assertThat(values[i]).isCloseTo(7 * (50 + i) + season[(50 + i) % 4], within(1e-3));
        }
    }

    /** River's documentation has 11.64 for the same lags, with the month as features besides. */
    @Test
    void passengersOfTheLastYear() {
        Forecaster forecaster = forecaster(Features.of(), Map.of("p", 0, "season", 12, "sp", 3, "sq", 6));
        RegressionScores scores = new RegressionScores(Span.last(12));
        double[] next = new double[1];
        for (double value : Airline.PASSENGERS) {
            forecaster.forecast(new double[1][0], next);
            scores.add(value, next[0], 1);
            forecaster.learn(ROW, value);
        }
        assertThat(scores.meanAbsoluteError()).isBetween(11.0, 12.2);
    }

    @Test
    void gapsGoOnWithTheForecast() {
        Forecaster forecaster = forecaster(Features.of(), Map.of("p", 2));
        double[] next = new double[1];
        for (int i = 0; i < 500; i++) {
            double value = Math.sin(i * .1);
            if (i > 100 && i % 7 < 2) {
                forecaster.forecast(new double[1][0], next);
                assertThat(next[0]).isCloseTo(value, within(.01));
                value = Double.NaN;
            }
            forecaster.learn(ROW, value);
        }
    }

    private static Forecaster forecaster(Features features, Map<String, ?> values) {
        return Arx.ALGORITHM.create(features, 0, Arx.ALGORITHM.parameters().with(values));
    }
}
