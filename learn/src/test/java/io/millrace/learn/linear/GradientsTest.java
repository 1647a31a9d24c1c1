package io.millrace.learn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.linear.Optimizer.Limits;
import io.millrace.learn.numeric.Softmax;
import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {
    private static final double STEP = 1e-6;

    private static double[] random(Randomness randomness, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> randomness.nextGaussian());
        return values;
    }

    private static Descent descent(Object... given) {
        Parameters parameters = LinearRegression.ALGORITHM.parameters();
        for (int i = 0; i < given.length; i += 2) {
            parameters = parameters.with((String) given[i], given[i + 1]);
        }
        return Descent.of(parameters);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theSlopeOfALossIsItsDerivative(Loss loss) {
        for (double error : new double[] {-7, -1.3, -0.4, 0.3, 0.9, 5}) {
            double difference = loss.value(error + STEP, .8) - loss.value(error - STEP, .8);
            assertThat(loss.slope(error, .8)).isCloseTo(difference / (2 * STEP), within(1e-6));
        }
    }

    /** A plain step goes against the gradient of the loss by weights, which finite differences tell. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void aStepFollowsTheGradientOfALoss(Loss loss) {
        Randomness randomness = new Randomness(1);
        double rate = 1e-7;
        StochasticGradient optimizer =
                new StochasticGradient(descent("learning-rate", rate, "intercept-rate", rate), 4);
        double[] weights = optimizer.weights();
        System.arraycopy(random(randomness, 5), 0, weights, 0, 5);
        double[] row = random(randomness, 4);
        double[] gradient = new double[5];
        for (int i = 0; i < 5; i++) {
            double kept = weights[i];
            weights[i] = kept + STEP;
            double above = loss.value(Inputs.sum(weights, row) - 2, .8);
            weights[i] = kept - STEP;
            double below = loss.value(Inputs.sum(weights, row) - 2, .8);
            weights[i] = kept;
            gradient[i] = (above - below) / (2 * STEP);
        }
        double[] before = weights.clone();
        double slope = loss.slope(Inputs.sum(weights, row) - 2, .8);
        optimizer.step(row, slope, new Limits(loss.curvature(), Double.POSITIVE_INFINITY), 1);
        for (int i = 0; i < 5; i++) {
            assertThat((before[i] - weights[i]) / rate).isCloseTo(gradient[i], within(1e-5));
        }
    }

    /** The slope that logistic regression steps along is that of the cross entropy by the sum. */
    @Test
    void shareMinusLabelIsTheDerivativeOfCrossEntropy() {
        double[] sums = {0.3, -1.2, 2.1};
        double[] shares = sums.clone();
        Softmax.apply(shares);
        for (int i = 0; i < 3; i++) {
            double[] above = sums.clone();
            double[] below = sums.clone();
            above[i] += STEP;
            below[i] -= STEP;
            Softmax.apply(above);
            Softmax.apply(below);
            double derivative = (Math.log(below[1]) - Math.log(above[1])) / (2 * STEP);
            assertThat(shares[i] - (i == 1 ? 1 : 0)).isCloseTo(derivative, within(1e-8));
        }
        double binary = (Math.log(Softmax.sigmoid(.7 - STEP)) - Math.log(Softmax.sigmoid(.7 + STEP))) / (2 * STEP);
        assertThat(Softmax.sigmoid(.7) - 1).isCloseTo(binary, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adagrad", "ftrl"})
    void everyOptimizerFindsTheWeights(String name) {
        Randomness randomness = new Randomness(2);
        Optimizer optimizer = descent("optimizer", name, "learning-rate", name.equals("ftrl") ? 1 : 0)
                .start(3);
        for (int i = 0; i < 20_000; i++) {
            double[] row = random(randomness, 3);
            double target = 0.5 * row[0] - row[1] + 2 + 0.01 * randomness.nextGaussian();
            optimizer.step(row, Inputs.sum(optimizer.weights(), row) - target, Limits.SQUARE, 1);
        }
        assertThat(optimizer.weights()).containsExactly(new double[] {.5, -1, 0, 2}, within(.02));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adagrad", "ftrl"})
    void aPenaltyOnMagnitudesRemovesNeedlessWeights(String name) {
        Randomness randomness = new Randomness(3);
        double penalty = name.equals("ftrl") ? 100 : 0.05;
        Optimizer optimizer = descent("optimizer", name, "l1", penalty).start(10);
        for (int i = 0; i < 5000; i++) {
            double[] row = random(randomness, 10);
            double target = 2 * row[0] + 0.1 * randomness.nextGaussian();
            optimizer.step(row, Inputs.sum(optimizer.weights(), row) - target, Limits.SQUARE, 1);
        }
        assertThat(optimizer.weights()[0]).isGreaterThan(1);
        assertThat(Arrays.stream(optimizer.weights(), 1, 10)
                        .map(Math::abs)
                        .max()
                        .orElseThrow())
                .isLessThan(.1);
    }

    @Test
    void aPenaltyOnSquaresMakesWeightsSmaller() {
        double[] plain = penalised(0);
        double[] penalised = penalised(1);
        // Ridge regression with inputs of variance 1 halves the weight for a penalty of 1.
        assertThat(plain[0]).isCloseTo(2, within(.1));
        assertThat(penalised[0]).isCloseTo(1, within(.1));
        assertThat(penalised[1]).isCloseTo(5, within(.2));
    }

    private static double[] penalised(double penalty) {
        Randomness randomness = new Randomness(4);
        Optimizer optimizer = descent("l2", penalty).start(1);
        for (int i = 0; i < 5000; i++) {
            double[] row = random(randomness, 1);
            optimizer.step(row, Inputs.sum(optimizer.weights(), row) - 2 * row[0] - 5, Limits.SQUARE, 1);
        }
        return optimizer.weights();
    }

    @Test
    void aStepNeverLeadsPastTheTarget() {
        StochasticGradient optimizer = new StochasticGradient(descent("learning-rate", 100), 1);
        double[] row = {1e6};
        for (int i = 0; i < 100; i++) {
            optimizer.step(row, Inputs.sum(optimizer.weights(), row) - 3, Limits.SQUARE, 1);
            assertThat(Inputs.sum(optimizer.weights(), row)).isBetween(0.0, 3.0 + 1e-9);
        }
        assertThat(Inputs.sum(optimizer.weights(), row)).isCloseTo(3, within(1e-6));
    }

    @Test
    void gradientsAreClipped() {
        StochasticGradient optimizer = new StochasticGradient(descent("clip-gradient", 2), 1);
        optimizer.step(new double[] {1}, 1e9, new Limits(0, Double.POSITIVE_INFINITY), 1);
        assertThat(optimizer.weights()[0]).isEqualTo(-.02);
        assertThat(new LinearRegression(Features.numeric(1), Loss.SQUARED, 1, LinearRegression.ALGORITHM.parameters())
                        .predict(new double[] {1}))
                .isZero();
    }
}
