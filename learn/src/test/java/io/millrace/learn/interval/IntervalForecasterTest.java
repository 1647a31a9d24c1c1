package io.millrace.learn.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Features;
import io.millrace.learn.forecast.Naive;
import io.millrace.learn.metric.IntervalScores;
import io.millrace.learn.metric.Span;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class IntervalForecasterTest {
    private static final int HORIZON = 4;

    /** A random walk is off by a deviation of the root of the number of steps. */
    @Test
    void boundsWidenWithTheHorizon() {
        IntervalForecaster forecaster =
                new IntervalForecaster(Naive.ALGORITHM.create(Features.of()), HORIZON, () -> new ConformalBand(.9));
        Randomness randomness = new Randomness(1);
        IntervalScores[] scores = new IntervalScores[HORIZON];
        double[][][] said = new double[HORIZON][2][HORIZON];
        for (int i = 0; i < HORIZON; i++) {
            scores[i] = new IntervalScores(Span.all());
        }
        double walk = 0;
        for (int i = 0; i < 8000; i++) {
            walk += randomness.nextGaussian();
            for (int steps = 1; steps <= HORIZON && i >= steps; steps++) {
                double[][] bounds = said[(i - steps) % HORIZON];
                scores[steps - 1].add(walk, bounds[0][steps - 1], bounds[1][steps - 1], 1);
            }
            forecaster.learn(new double[0], walk);
            forecaster.forecast(new double[HORIZON][0], new double[HORIZON], said[i % HORIZON]);
        }
        for (int i = 0; i < HORIZON; i++) {
            assertThat(scores[i].value("coverage")).isCloseTo(.9, within(.01));
            assertThat(scores[i].value("width")).isCloseTo(2 * 1.645 * Math.sqrt(i + 1), within(.3));
        }
    }
}
