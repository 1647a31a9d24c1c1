package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Online isolation forest (Leveni, Weigert Cassales, Pfahringer, Bifet and Boracchi, "Online isolation forest", ICML 2024):
 * trees of random splits that grow where rows are dense and shrink where the rows of a sliding window leave, so that their
 * depth tells how dense the surroundings of a row are. Forgets exactly what leaves the window.
 *
 * <p>Nominal features count as numbers. A missing value counts as the last one of its feature. Numbers outside ±1e100 are
 * taken for that. Defaults are the paper's: 32 trees, a window of 2048 rows, and leaves of 32 rows, more the deeper they are.
 * The score is {@code 2^(-depth / mean)} as in the paper, where the mean is that of even rows, from 0 to 1: about a half for usual rows, near 1 for strange ones;
 * 0 for as many rows as two leaves hold.
 */
public final class OnlineIsolationForest implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "online-isolation-forest",
            Task.ANOMALY_DETECTION,
            "Trees that grow where rows of a window are dense: for anomalies among numbers, and where these change.",
            "Leveni et al., Online isolation forest, ICML 2024",
            Set.of(Algorithm.Need.COMPLETE),
            List.of(
                    Parameter.whole("num-trees", 32, 1, 500, "How many trees there are."),
                    Parameter.whole("window-size", 2048, 4, 100_000, "How many of the latest rows count."),
                    Parameter.whole(
                            "max-leaf-samples", 32, 1, 10_000, "How many rows a leaf at the root holds at most."),
                    Parameter.seed()),
            (features, classes, parameters) -> new OnlineIsolationForest(features, parameters));

    private static final double LIMIT = 1e100;

    private final int width;
    private final int windowSize;
    private final int maxLeafSamples;
    private final IsolationTree[] trees;
    private final double[] window;
    private final double[] last;
    private final double[] scratch;
    private int next;
    private int count;

    private OnlineIsolationForest(Features features, Parameters parameters) {
        width = features.size();
        windowSize = parameters.whole("window-size");
        maxLeafSamples = parameters.whole("max-leaf-samples");
        int depthMax = 32 - Integer.numberOfLeadingZeros(Math.max(1, windowSize / maxLeafSamples));
        trees = new IsolationTree[parameters.whole("num-trees")];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = new IsolationTree(width, maxLeafSamples, depthMax, Randomness.seed(parameters.seed(), i));
        }
        window = new double[windowSize * width];
        last = new double[width];
        scratch = new double[width];
    }

    /** How deep rows lie on average: halves of rows, in leaves that take twice as many, reach a quarter each time. */
    private double depthOf(int rows) {
        return Math.log((double) rows / maxLeafSamples) / Math.log(4);
    }

    @Override
    public double score(double[] row) {
        double[] filled = new double[width];
        fill(row, filled);
        return score(filled, 0);
    }

    /** With few rows no leaf has split long enough, and there is nothing to say. */
    private double score(double[] rows, int offset) {
        if (count < 2 * maxLeafSamples || width == 0) {
            return 0;
        }
        double depth = 0;
        for (IsolationTree tree : trees) {
            depth += tree.depth(rows, offset);
        }
        return Math.pow(2, -depth / trees.length / depthOf(count));
    }

    private void fill(double[] row, double[] filled) {
        for (int i = 0; i < width; i++) {
            filled[i] = Double.isFinite(row[i]) ? Math.max(-LIMIT, Math.min(row[i], LIMIT)) : last[i];
        }
    }

    @Override
    public void learn(double[] row) {
        fill(row, scratch);
        learnFilled();
    }

    @Override
    public double scoreThenLearn(double[] row) {
        fill(row, scratch);
        double score = score(scratch, 0);
        learnFilled();
        return score;
    }

    private void learnFilled() {
        if (width == 0) {
            return;
        }
        System.arraycopy(scratch, 0, last, 0, width);
        int place = next * width;
        for (IsolationTree tree : trees) {
            if (count == windowSize) {
                tree.forget(window, place);
            }
            tree.learn(scratch);
        }
        System.arraycopy(scratch, 0, window, place, width);
        next = (next + 1) % windowSize;
        count = Math.min(count + 1, windowSize);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeInt(count);
        for (double value : last) {
            out.writeDouble(value);
        }
        for (int i = 0; i < count * width; i++) {
            out.writeDouble(window[i]);
        }
        for (IsolationTree tree : trees) {
            tree.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        next = in.readInt();
        count = in.readInt();
        for (int i = 0; i < width; i++) {
            last[i] = in.readDouble();
        }
        for (int i = 0; i < count * width; i++) {
            window[i] = in.readDouble();
        }
        for (IsolationTree tree : trees) {
            tree.read(in);
        }
    }

    @Override
    public long bytes() {
        long bytes = 120 + 8L * (window.length + 2L * width);
        for (IsolationTree tree : trees) {
            bytes += tree.bytes();
        }
        return bytes;
    }
}
