package io.millrace.learn.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final double STEP = 1e-6;

    private static Network network(int second, int batch, double clip) {
        int[] hidden = second > 0 ? new int[] {6, second} : new int[] {6};
        return new Network(new Settings(hidden, .01, 0, clip, batch, 0, 1, 5), 4, 2);
    }

    private static double[] outputs(Network network, double[] row) {
        double[] values = new double[network.valueCount()];
        network.compute(row, values);
        return Arrays.copyOfRange(values, network.outputStart(), values.length);
    }

    /** Half the sum of squared distances to 1 and -2. */
    private static double loss(Network network, double[] row) {
        double[] outputs = outputs(network, row);
        return (Math.pow(outputs[0] - 1, 2) + Math.pow(outputs[1] + 2, 2)) / 2;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void gradientsAreThoseOfFiniteDifferences(int second) {
        Network network = network(second, 1000, 1e9);
        Randomness randomness = new Randomness(2);
        Arrays.setAll(network.weights(), i -> .3 + randomness.nextGaussian());
        double[] row = {.3, -1.2, 0, 2};
        double[] outputs = outputs(network, row);
        network.compute(row);
        network.learn(new double[] {outputs[0] - 1, outputs[1] + 2}, 1);
        double[] weights = network.weights();
        int active = 0;
        for (int i = 0; i < weights.length; i++) {
            double kept = weights[i];
            weights[i] = kept + STEP;
            double above = loss(network, row);
            weights[i] = kept - STEP;
            double below = loss(network, row);
            weights[i] = kept;
            double expected = (above - below) / (2 * STEP);
            assertThat(network.gradients()[i]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            active += expected != 0 ? 1 : 0;
        }
        assertThat(active).isGreaterThan(weights.length / 4);
    }

    @Test
    void outputsAreZeroAtFirst() {
        assertThat(outputs(network(3, 1, 5), new double[] {1, 2, 3, 4})).containsExactly(0, 0);
    }

    @Test
    void aBatchIsOneStep() {
        Network network = network(0, 3, 5);
        double[] before = network.weights().clone();
        for (int i = 0; i < 3; i++) {
            assertThat(network.weights()).containsExactly(before);
            network.compute(new double[] {1, 2, i, 4});
            network.learn(new double[] {1, -1}, 1);
        }
        assertThat(network.weights()).isNotEqualTo(before);
        assertThat(network.gradients()).containsOnly(0);
    }

    /** The first step of Adam goes as far as the rate for each weight with a gradient, however long that is. */
    @Test
    void theFirstStepIsTheRate() {
        Network network = network(0, 1, 1e9);
        int bias = network.weights().length - 1;
        network.compute(new double[] {0, 0, 0, 0});
        network.learn(new double[] {0, 1e5}, 1);
        assertThat(network.weights()[bias]).isCloseTo(-.01, within(1e-9));
    }

    @Test
    void inputsOutOfAllRangeAreBounded() {
        Network network = network(3, 1, 5);
        Arrays.fill(network.weights(), .5);
        double[] far = outputs(network, new double[] {1e300, Double.NaN, Double.NEGATIVE_INFINITY, 0});
        assertThat(far).containsExactly(outputs(network, new double[] {20, 0, 0, 0}));
    }
}
