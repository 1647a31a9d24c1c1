package io.millrace.learn.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import org.junit.jupiter.api.Test;

class NaiveTest {
    private static final double[] ROW = {};

    @Test
    void goesOnWithTheLastValueOrAlongALine() {
        Forecaster naive = Naive.ALGORITHM.create(Features.of());
        Forecaster drift = Naive.ALGORITHM.create(
                Features.of(), 0, Naive.ALGORITHM.parameters().with("drift", true));
        double[] values = new double[3];
        naive.forecast(new double[3][0], values);
        assertThat(values).containsOnly(Double.NaN);
        for (double value : new double[] {10, 14, 11, Double.NaN, 18}) {
            naive.learn(ROW, value);
            drift.learn(ROW, value);
        }
        naive.forecast(new double[3][0], values);
        assertThat(values).containsExactly(18, 18, 18);
        drift.forecast(new double[3][0], values);
        assertThat(values).containsExactly(20, 22, 24);
    }

    /** The errors that every forecaster of this series has to beat. */
    @Test
    void errorsOnPassengers() {
        Forecaster yearly = SeasonalNaive.ALGORITHM.create(
                Features.of(), 0, SeasonalNaive.ALGORITHM.parameters().with("season", 12));
        assertThat(Airline.errors(yearly, 0)[0]).isCloseTo(30.4, within(1.7));
        assertThat(Airline.errors(Naive.ALGORITHM.create(Features.of()), 0)[0]).isCloseTo(27.3, within(2.0));
    }

    @Test
    void goesOnWithTheLastSeason() {
        Forecaster weekly = SeasonalNaive.ALGORITHM.create(
                Features.of(), 0, SeasonalNaive.ALGORITHM.parameters().with("season", 3));
        double[] values = new double[4];
        for (double value : new double[] {1, 2}) {
            weekly.learn(ROW, value);
        }
        weekly.forecast(new double[4][0], values);
        assertThat(values).containsOnly(Double.NaN);
        for (double value : new double[] {3, 4, Double.NaN}) {
            weekly.learn(ROW, value);
        }
        weekly.forecast(new double[4][0], values);
        assertThat(values).containsExactly(3, 4, 2, 3);
    }

    @Test
    void thetaFollowsHalfTheSlope() {
        Forecaster theta = Theta.ALGORITHM.create(Features.of());
        for (int i = 0; i < 1000; i++) {
            theta.learn(ROW, 3 * i);
        }
        double[] values = new double[5];
        theta.forecast(new double[5][0], values);
        // The level is behind by 3 * (1 - .3) / .3; half the slope over 1 / .3 steps makes up for half of 10.
        assertThat(values[0]).isCloseTo(3 * 999 - 7 + 5, within(1e-6));
        assertThat(values[4] - values[0]).isCloseTo(6, within(1e-6));
    }
}
