package io.millrace.learn.neural;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.learn.numeric.Softmax;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * A small neural network that tells classes apart: see {@link Network}. Its outputs are made shares by softmax, the
 * loss is the cross entropy. With each row some of late are learned again, so that it does not forget them over the
 * newest (L. Lin, "Self-improving reactive agents", 1992). Scores before the first row are 0.
 */
public final class MultiLayerPerceptronClassifier implements Classifier {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "multi-layer-perceptron",
            Task.CLASSIFICATION,
            "A small neural network, for classes that depend on features together; slower than others.",
            "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, Nature 1986",
            Set.of(Need.NUMERIC, Need.SCALED),
            Settings.PARAMETERS,
            (features, classes, parameters) ->
                    new MultiLayerPerceptronClassifier(features, classes, Settings.of(parameters)));

    private static final double WEIGHT_MAX = 1e6;

    private final Network network;
    private final Memory memory;
    private final int replays;
    private final double[] slopes;
    private boolean isStarted;

    MultiLayerPerceptronClassifier(Features features, int classes, Settings settings) {
        network = new Network(settings, features.size(), classes);
        memory = new Memory(settings, features.size());
        replays = settings.replays();
        slopes = new double[classes];
    }

    @Override
    public void predict(double[] row, double[] scores) {
        if (!isStarted) {
            Arrays.fill(scores, 0);
            return;
        }
        double[] values = new double[network.valueCount()];
        network.compute(row, values);
        System.arraycopy(values, network.outputStart(), scores, 0, scores.length);
        Softmax.apply(scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (!(weight > 0)) {
            return;
        }
        isStarted = true;
        memory.add(row, label);
        step(row, label, Math.min(weight, WEIGHT_MAX));
        for (int i = 0; i < replays; i++) {
            int place = memory.draw();
            step(memory.row(place), (int) memory.answer(place), 1);
        }
    }

    private void step(double[] row, int label, double share) {
        double[] values = network.compute(row);
        System.arraycopy(values, network.outputStart(), slopes, 0, slopes.length);
        Softmax.apply(slopes);
        slopes[label] -= 1;
        network.learn(slopes, share);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isStarted);
        network.write(out);
        memory.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        isStarted = in.readBoolean();
        network.read(in);
        memory.read(in);
    }

    @Override
    public long bytes() {
        return 64 + network.bytes() + memory.bytes();
    }
}
