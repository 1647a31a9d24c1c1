package io.millrace.learn.neighbor;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.numeric.Moments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Predicts the mean, the mean by nearness, or the median target of the nearest rows of a window: T. Cover, "Estimation
 * by the nearest neighbor rule", IEEE Transactions on Information Theory 1968. {@link Window} says what near is.
 * Defaults are those of River: 5 of 1000; MOA takes 10.
 */
public final class NearestNeighborsRegressor implements Regressor {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "nearest-neighbors",
            Task.REGRESSION,
            "Predicts the mean target of the nearest rows of late; for few features, and functions of any shape.",
            "Cover, Estimation by the nearest neighbor rule, 1968",
            Set.of(Need.SCALED),
            Stream.concat(
                            Search.PARAMETERS.stream(),
                            Stream.of(Parameter.choice(
                                    "aggregation",
                                    List.of("mean", "weighted", "median"),
                                    "What is made of the targets: weighted lets nearer ones count more.")))
                    .toList(),
            (features, classes, parameters) -> new NearestNeighborsRegressor(features, parameters));

    private static final double WEIGHT_MAX = 1e12;

    private final Window window;
    private final int neighbors;
    private final boolean isWeighted;
    private final boolean isMedian;

    NearestNeighborsRegressor(Features features, Parameters parameters) {
        Search search = Search.of(parameters);
        neighbors = search.neighbors();
        window = new Window(features, search.windowSize(), search.isByRange());
        isWeighted = parameters.text("aggregation").equals("weighted");
        isMedian = parameters.text("aggregation").equals("median");
    }

    @Override
    public double predict(double[] row) {
        int[] slots = new int[neighbors];
        double[] squares = new double[neighbors];
        int found = window.nearest(row, slots, squares);
        if (found == 0) {
            return 0;
        }
        if (isMedian) {
            return median(slots, squares, found);
        }
        double sum = 0;
        double total = 0;
        for (int i = 0; i < found; i++) {
            double vote = window.weight(slots[i]) * (isWeighted ? Search.nearness(squares[i]) : 1);
            sum += vote * window.answer(slots[i]);
            total += vote;
        }
        return sum / total;
    }

    private double median(int[] slots, double[] targets, int found) {
        for (int i = 0; i < found; i++) {
            targets[i] = window.answer(slots[i]);
        }
        Arrays.sort(targets, 0, found);
        return (targets[(found - 1) / 2] + targets[found / 2]) / 2;
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (weight > 0 && Double.isFinite(target)) {
            window.add(row, Moments.bounded(target), Math.min(weight, WEIGHT_MAX));
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
