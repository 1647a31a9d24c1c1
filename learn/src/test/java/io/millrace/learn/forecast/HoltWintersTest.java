package io.millrace.learn.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoltWintersTest {
    private static final Parameters YEARLY =
            HoltWinters.ALGORITHM.parameters().with(Map.of("season", 12, "seasonality", "multiplicative"));

    /** Example: a year of passengers from the eleven years before it. */
    @Test
    void forecastsAYear() {
        Forecaster passengers = HoltWinters.ALGORITHM.create(Features.of(), 0, YEARLY);
        for (int i = 0; i < 132; i++) {
            passengers.learn(new double[0], Airline.PASSENGERS[i]);
        }
        double[] year = new double[12];
        passengers.forecast(new double[12][0], year);
        for (int i = 0; i < 12; i++) {
            assertThat(year[i]).isCloseTo(Airline.PASSENGERS[132 + i], within(.15 * Airline.PASSENGERS[132 + i]));
        }
    }

    /** What River's documentation prints; its forecasts are made before the value that they follow is learned. */
    @Test
    void isRiversFormula() {
        double[] errors = Airline.errors(HoltWinters.ALGORITHM.create(Features.of(), 0, YEARLY), 1);
        assertThat(errors)
                .containsExactly(
                        new double[] {
                            25.899087, 26.26131, 25.735903, 25.625678, 26.093842, 26.90249, 28.634398, 29.284769,
                            31.018351, 32.252349, 33.518946, 33.975057
                        },
                        within(1e-6));
    }

    @Test
    void errorsOfForecastsThatAreComparedWithTheirMonths() {
        double[] errors = Airline.errors(HoltWinters.ALGORITHM.create(Features.of(), 0, YEARLY), 0);
        assertThat(errors)
                .containsExactly(
                        new double[] {
                            8.270624, 9.722513, 11.276186, 11.85617, 12.322751, 13.253057, 13.812065, 14.719984,
                            15.205938, 16.423553, 16.998388, 18.013539
                        },
                        within(1e-6));
    }

    @Test
    void anAdditiveSeasonOnALineIsFoundExactly() {
        Forecaster forecaster = HoltWinters.ALGORITHM.create(
                Features.of(), 0, HoltWinters.ALGORITHM.parameters().with("season", 4));
        double[] season = {5, -3, 0, -2};
        for (int i = 0; i < 400; i++) {
            forecaster.learn(new double[0], 10 + 2 * i + season[i % 4]);
        }
        double[] values = new double[8];
        forecaster.forecast(new double[8][0], values);
        for (int i = 0; i < 8; i++) {
            assertThat(values[i]).isCloseTo(10 + 2 * (400 + i) + season[i % 4], within(1e-6));
        }
    }

    @Test
    void aDampedTrendEnds() {
        Forecaster forecaster = HoltWinters.ALGORITHM.create(
                Features.of(), 0, HoltWinters.ALGORITHM.parameters().with("damping", .5));
        for (int i = 0; i < 50; i++) {
            forecaster.learn(new double[0], i);
        }
        double[] values = new double[100];
        forecaster.forecast(new double[100][0], values);
        assertThat(values[1] - values[0]).isGreaterThan(0);
        assertThat(values[99] - values[40]).isCloseTo(0, within(1e-9));
    }

    @Test
    void gapsGoOnWithTheForecast() {
        Forecaster gappy = HoltWinters.ALGORITHM.create(Features.of(), 0, YEARLY);
        double[] one = new double[1];
        for (int i = 0; i < 144; i++) {
            if (i > 30 && i % 5 == 0) {
                gappy.forecast(new double[1][0], one);
                gappy.learn(new double[0], Double.NaN);
                assertThat(one[0]).isCloseTo(Airline.PASSENGERS[i], within(.2 * Airline.PASSENGERS[i]));
            } else {
                gappy.learn(new double[0], Airline.PASSENGERS[i]);
            }
        }
    }

    /** A shop that is closed on one day of the week sells nothing then; a share of nothing must not stay nothing. */
    @Test
    void zerosInAMultiplicativeSeasonDoNoHarm() {
        Forecaster forecaster = HoltWinters.ALGORITHM.create(Features.of(), 0, YEARLY.with("season", 7));
        for (int i = 0; i < 700; i++) {
            forecaster.learn(new double[0], i % 7 == 6 ? 0 : 100 + i % 7);
        }
        double[] values = new double[7];
        forecaster.forecast(new double[7][0], values);
        assertThat(values[0]).isCloseTo(100, within(2.0));
        assertThat(values[6]).isBetween(0.0, 1.0);
    }
}
