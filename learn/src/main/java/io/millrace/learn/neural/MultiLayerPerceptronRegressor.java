package io.millrace.learn.neural;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.numeric.Targets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A small neural network that predicts a number: see {@link Network}. The loss is the square, or Huber's, of targets
 * brought to mean 0 and deviation 1. With each row some of late are learned again, so that it does not forget them over
 * the newest (L. Lin, "Self-improving reactive agents", 1992). A prediction lies at most three deviations beyond the
 * targets so far.
 *
 * <pre>{@code
 * Regressor learner = Pipelines.prepared(MultiLayerPerceptronRegressor.ALGORITHM, features, 0,
 *         MultiLayerPerceptronRegressor.ALGORITHM.parameters().with("hidden", 64));
 * }</pre>
 */
public final class MultiLayerPerceptronRegressor implements Regressor {
    private static final Parameter THRESHOLD = Parameter.real(
            "huber-threshold",
            0,
            0,
            1e9,
            "From which error on, in deviations of the target, larger ones pull no harder; 0 never.");

    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "multi-layer-perceptron",
            Task.REGRESSION,
            "A small neural network, for targets that depend on features together; slower than others.",
            "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, Nature 1986",
            Set.of(Need.NUMERIC, Need.SCALED),
            Stream.concat(Settings.PARAMETERS.stream(), Stream.of(THRESHOLD)).toList(),
            (features, classes, parameters) -> new MultiLayerPerceptronRegressor(
                    features, Settings.of(parameters), parameters.real(THRESHOLD.name())));

    private static final double WEIGHT_MAX = 1e6;

    private final Network network;
    private final Memory memory;
    private final int replays;
    private final double slopeMax;
    private final Targets targets = new Targets();
    private final double[] slope = new double[1];

    MultiLayerPerceptronRegressor(Features features, Settings settings, double threshold) {
        slopeMax = threshold > 0 ? threshold : Double.MAX_VALUE;
        network = new Network(settings, features.size(), 1);
        memory = new Memory(settings, features.size());
        replays = settings.replays();
    }

    @Override
    public double predict(double[] row) {
        double[] values = new double[network.valueCount()];
        network.compute(row, values);
        return targets.clamp(targets.unscaled(values[network.outputStart()]));
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0) || !Double.isFinite(target)) {
            return;
        }
        double share = Math.min(weight, WEIGHT_MAX);
        double taken = targets.learn(target, share);
        memory.add(row, taken);
        step(row, taken, share);
        for (int i = 0; i < replays; i++) {
            int place = memory.draw();
            step(memory.row(place), memory.answer(place), 1);
        }
    }

    private void step(double[] row, double target, double share) {
        double[] values = network.compute(row);
        double error = values[network.outputStart()] - targets.scaled(target);
        slope[0] = Math.max(-slopeMax, Math.min(slopeMax, error));
        network.learn(slope, share);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        targets.write(out);
        network.write(out);
        memory.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        targets.read(in);
        network.read(in);
        memory.read(in);
    }

    @Override
    public long bytes() {
        return 96 + network.bytes() + memory.bytes();
    }
}
