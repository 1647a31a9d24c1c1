package io.millrace.learn.neighbor;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks the nearest rows of a window for their class: T. Cover and P. Hart, "Nearest neighbor pattern classification",
 * IEEE Transactions on Information Theory 1967. A score is the share of neighbours of a class, by their weights. {@link
 * Window} says what near is. Defaults are those of River: 5 of 1000; MOA takes 10.
 *
 * <pre>{@code
 * Classifier learner = Pipelines.prepared(NearestNeighborsClassifier.ALGORITHM, features, 2,
 *         NearestNeighborsClassifier.ALGORITHM.parameters().with("k", 3));
 * }</pre>
 */
public final class NearestNeighborsClassifier implements Classifier {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "nearest-neighbors",
            Task.CLASSIFICATION,
            "Asks the nearest rows of late for their class; for few features, and boundaries of any shape.",
            "Cover and Hart, Nearest neighbor pattern classification, 1967",
            Set.of(Need.SCALED),
            Stream.concat(
                            Search.PARAMETERS.stream(),
                            Stream.of(Parameter.flag("weighted", false, "Whether nearer ones count more.")))
                    .toList(),
            (features, classes, parameters) -> new NearestNeighborsClassifier(features, parameters));

    private static final double WEIGHT_MAX = 1e12;

    private final Window window;
    private final int neighbors;
    private final boolean isWeighted;

    NearestNeighborsClassifier(Features features, Parameters parameters) {
        Search search = Search.of(parameters);
        neighbors = search.neighbors();
        window = new Window(features, search.windowSize(), search.isByRange());
        isWeighted = parameters.flag("weighted");
    }

    @Override
    public void predict(double[] row, double[] scores) {
        Arrays.fill(scores, 0);
        int[] slots = new int[neighbors];
        double[] squares = new double[neighbors];
        int found = window.nearest(row, slots, squares);
        double sum = 0;
        for (int i = 0; i < found; i++) {
            double vote = window.weight(slots[i]) * (isWeighted ? Search.nearness(squares[i]) : 1);
            scores[(int) window.answer(slots[i])] += vote;
            sum += vote;
        }
        for (int i = 0; i < scores.length && found > 0; i++) {
            scores[i] /= sum;
        }
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            window.add(row, label, Math.min(weight, WEIGHT_MAX));
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        window.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        window.read(in);
    }

    @Override
    public long bytes() {
        return window.bytes();
    }
}
