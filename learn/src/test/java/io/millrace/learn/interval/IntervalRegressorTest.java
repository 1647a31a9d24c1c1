package io.millrace.learn.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.baseline.TargetMean;
import io.millrace.learn.metric.IntervalScores;
import io.millrace.learn.metric.Span;
import io.millrace.learn.random.Randomness;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class IntervalRegressorTest {
    private static final double[] ROW = {};

    /** Example: 95 of 100 targets are within, whatever they are drawn from. */
    @Test
    void holdsAsManyAsItSays() {
        Randomness randomness = new Randomness(1);
        assertThat(coverage(new ConformalBand(.95), i -> randomness.nextGaussian()))
                .isCloseTo(.95, within(.01));
        assertThat(coverage(new ConformalBand(.95), i -> -Math.log(1 - randomness.nextDouble())))
                .isCloseTo(.95, within(.01));
        assertThat(coverage(new ConformalBand(.8), i -> 1 / (1 - randomness.nextDouble())))
                .isCloseTo(.8, within(.01));
        assertThat(coverage(new NormalBand(.95, 1), i -> randomness.nextGaussian()))
                .isCloseTo(.95, within(.01));
    }

    /** Errors that grow tenfold, and again: the share inside stays what it was promised to be. */
    @Test
    void staysRightWhenTheStreamChanges() {
        Randomness randomness = new Randomness(2);
        IntToDoubleFunction growing = i -> (1 + i / 200.0) * randomness.nextGaussian();
        assertThat(coverage(new ConformalBand(.95), growing)).isCloseTo(.95, within(.01));
        IntToDoubleFunction jumping = i -> Math.pow(10, i / 3000) * randomness.nextGaussian();
        assertThat(coverage(new ConformalBand(.95), jumping)).isCloseTo(.95, within(.01));
        assertThat(coverage(new ConformalBand(.95, 1000, 0), growing)).isLessThan(.94);
    }

    @Test
    void isNoWiderThanNeeded() {
        Randomness randomness = new Randomness(3);
        for (ErrorBand band : new ErrorBand[] {new ConformalBand(.9), new NormalBand(.9, .9999)}) {
            for (int i = 0; i < 5000; i++) {
                band.learn(randomness.nextGaussian());
            }
            assertThat(band.halfWidth()).isCloseTo(1.645, within(.15));
        }
    }

    @Test
    void knowsNothingAtFirst() {
        IntervalRegressor regressor = regressor(new ConformalBand(.95));
        double[] bounds = new double[2];
        regressor.bounds(ROW, bounds);
        assertThat(bounds).containsOnly(Double.NaN);
        regressor.learn(ROW, 3, 1);
        regressor.learn(ROW, Double.NaN, 1);
        regressor.learn(ROW, 3, 0);
        regressor.bounds(ROW, bounds);
        assertThat(bounds).containsOnly(Double.NaN);
        regressor.learn(ROW, 5, 1);
        assertThat(regressor.bounds(ROW, bounds)).isEqualTo(4);
        assertThat(bounds).containsExactly(1, 7);
    }

    @Test
    void quantilesOfTheNormalDistribution() {
        assertThat(Normal.quantile(.5)).isCloseTo(0, within(1e-9));
        assertThat(Normal.quantile(.975)).isCloseTo(1.959963984540054, within(1e-9));
        assertThat(Normal.quantile(1e-9)).isCloseTo(-5.997807015007687, within(1e-6));
        assertThat(Normal.below(1)).isCloseTo(.8413447460685429, within(1e-12));
        assertThatThrownBy(() -> new ConformalBand(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static IntervalRegressor regressor(ErrorBand band) {
        Regressor mean = TargetMean.ALGORITHM.create(Features.of());
        return new IntervalRegressor(mean, band);
    }

    private static double coverage(ErrorBand band, IntToDoubleFunction targets) {
        IntervalRegressor regressor = regressor(band);
        IntervalScores scores = new IntervalScores(Span.all());
        double[] bounds = new double[2];
        for (int i = 0; i < 12_000; i++) {
            double target = targets.applyAsDouble(i);
            regressor.bounds(ROW, bounds);
            scores.add(target, bounds[0], bounds[1], 1);
            regressor.learn(ROW, target, 1);
        }
        return scores.value("coverage");
    }
}
