package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Streaming half-space trees (Tan, Ting and Liu, "Fast anomaly detection for streaming data", IJCAI 2011): random trees halve
 * the space again and again without looking at data, and count how many rows of a window fall into each part. A row in a part
 * that few rows of the window before fell into is strange. Fast, for numbers of several dimensions.
 *
 * <p>Numbers are scaled to their range so far by this, as in MOA; nominal features count as numbers, and a missing value as
 * the middle of the range. Defaults are the paper's: 25 trees of height 15, a window of 250 rows, and no look below parts
 * with a tenth of these. River's are 10 and 8, which are faster and hold 90 KB instead of 11 MB. Where the paper ranks rows
 * by the sum of densities over trees, the score is {@code 1 / (1 + density)}, in which 1 is the density of rows that are
 * spread evenly over the space: the same order, from 0 to 1. It is 0 during the first window.
 *
 * <p>A burst of strange rows that fills a window is usual in the next. Series with such bursts have far better scores shuffled than
 * in order, so published figures have to say which they are.
 *
 * <pre>{@code
 * AnomalyDetector detector = HalfSpaceTrees.ALGORITHM.create(Features.numeric(3));
 * double score = detector.scoreThenLearn(row);
 * }</pre>
 */
public final class HalfSpaceTrees implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "half-space-trees",
            Task.ANOMALY_DETECTION,
            "Counts rows in random halves of halves of the space: fast, for anomalies among numbers of several dimensions.",
            "Tan, Ting and Liu, Fast anomaly detection for streaming data, IJCAI 2011",
            Set.of(Algorithm.Need.COMPLETE),
            List.of(
                    Parameter.whole("n-trees", 25, 1, 500, "How many trees there are."),
                    Parameter.whole("height", 15, 1, 15, "How often a tree halves the space."),
                    Parameter.whole(
                            "window-size", 250, 2, 30_000, "How many rows are counted before these counts are used."),
                    Parameter.real(
                            "size-limit", 0.1, 0, 1, "Parts with a smaller share of a window are not looked into."),
                    Parameter.seed()),
            (features, classes, parameters) -> new HalfSpaceTrees(features, parameters));

    private static final double LIMIT = 1e100;

    private final int trees;
    private final int height;
    private final int nodes;
    private final int windowSize;
    private final int sizeLimit;
    private final double[] lows;
    private final double[] highs;

    /** Of each tree, its nodes from 1 on; the children of node n are 2n and 2n + 1. */
    private final short[] splitFeatures;

    private final float[] splits;

    /** How many rows of the last window, and of this one, came by each node. */
    private short[] reference;

    private short[] latest;
    private final float[] scratch;
    private int count;
    private boolean isReady;

    private HalfSpaceTrees(Features features, io.millrace.core.learn.Parameters parameters) {
        trees = parameters.whole("n-trees");
        height = parameters.whole("height");
        nodes = 2 << height;
        windowSize = parameters.whole("window-size");
        sizeLimit = (int) Math.round(parameters.real("size-limit") * windowSize);
        int width = Math.min(features.size(), Short.MAX_VALUE);
        lows = new double[width];
        highs = new double[width];
        Arrays.fill(lows, Double.MAX_VALUE);
        Arrays.fill(highs, -Double.MAX_VALUE);
        scratch = new float[width];
        splitFeatures = new short[trees * nodes / 2];
        splits = new float[trees * nodes / 2];
        reference = new short[trees * nodes];
        latest = new short[trees * nodes];
        for (int tree = 0; tree < trees && width > 0; tree++) {
            plant(tree, new Randomness(Randomness.seed(parameters.seed(), tree)));
        }
    }

    /** Makes the splits of a tree: halves of a range that is larger than that of the data, and random. */
    private void plant(int tree, Randomness randomness) {
        int width = lows.length;
        float[] from = new float[width];
        float[] to = new float[width];
        for (int i = 0; i < width; i++) {
            double center = randomness.nextDouble();
            double reach = 2 * Math.max(center, 1 - center);
            from[i] = (float) (center - reach);
            to[i] = (float) (center + reach);
        }
        plant(tree * nodes / 2, 1, from, to, randomness);
    }

    private void plant(int offset, int node, float[] from, float[] to, Randomness randomness) {
        if (node >= nodes / 2) {
            return;
        }
        int feature = randomness.nextInt(from.length);
        float low = from[feature];
        float high = to[feature];
        float middle = (low + high) / 2;
        splitFeatures[offset + node] = (short) feature;
        splits[offset + node] = middle;
        to[feature] = middle;
        plant(offset, 2 * node, from, to, randomness);
        to[feature] = high;
        from[feature] = middle;
        plant(offset, 2 * node + 1, from, to, randomness);
        from[feature] = low;
    }

    private void scale(double[] row, float[] scaled) {
        for (int i = 0; i < scaled.length; i++) {
            double range = highs[i] - lows[i];
            boolean isKnown = range > 0 && Double.isFinite(row[i]);
            scaled[i] = isKnown ? (float) Math.max(0, Math.min((row[i] - lows[i]) / range, 1)) : 0.5f;
        }
    }

    @Override
    public double score(double[] row) {
        if (!isReady || lows.length == 0) {
            return 0;
        }
        float[] scaled = new float[lows.length];
        scale(row, scaled);
        return score(scaled);
    }

    private double score(float[] scaled) {
        double density = 0;
        for (int tree = 0; tree < trees; tree++) {
            int masses = tree * nodes;
            int offset = masses / 2;
            int node = 1;
            long parts = 1;
            while (parts < 1L << height && reference[masses + node] >= sizeLimit) {
                int split = offset + node;
                node = 2 * node + (scaled[splitFeatures[split]] < splits[split] ? 0 : 1);
                parts *= 2;
            }
            density += (double) reference[masses + node] * parts;
        }
        return 1 / (1 + density / trees / windowSize);
    }

    @Override
    public void learn(double[] row) {
        if (lows.length > 0) {
            widen(row);
            scale(row, scratch);
            count(scratch);
        }
    }

    @Override
    public double scoreThenLearn(double[] row) {
        double score = 0;
        if (isReady && lows.length > 0) {
            scale(row, scratch);
            score = score(scratch);
        }
        learn(row);
        return score;
    }

    private void widen(double[] row) {
        for (int i = 0; i < lows.length; i++) {
            if (Double.isFinite(row[i])) {
                double limited = Math.max(-LIMIT, Math.min(row[i], LIMIT));
                lows[i] = Math.min(lows[i], limited);
                highs[i] = Math.max(highs[i], limited);
            }
        }
    }

    private void count(float[] scaled) {
        for (int tree = 0; tree < trees; tree++) {
            int masses = tree * nodes;
            int offset = masses / 2;
            int node = 1;
            latest[masses + 1]++;
            for (int depth = 0; depth < height; depth++) {
                int split = offset + node;
                node = 2 * node + (scaled[splitFeatures[split]] < splits[split] ? 0 : 1);
                latest[masses + node]++;
            }
        }
        if (++count == windowSize) {
            short[] past = reference;
            reference = latest;
            latest = past;
            Arrays.fill(latest, (short) 0);
            count = 0;
            isReady = true;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isReady);
        out.writeInt(count);
        for (int i = 0; i < lows.length; i++) {
            out.writeDouble(lows[i]);
            out.writeDouble(highs[i]);
        }
        write(reference, out);
        write(latest, out);
    }

    /** Writes counts with the length of runs of zeros, for most parts are empty. */
    private static void write(short[] masses, DataOutput out) throws IOException {
        int i = 0;
        while (i < masses.length) {
            out.writeShort(masses[i]);
            int from = i++;
            if (masses[from] == 0) {
                while (i < masses.length && masses[i] == 0) {
                    i++;
                }
                out.writeInt(i - from);
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        isReady = in.readBoolean();
        count = in.readInt();
        for (int i = 0; i < lows.length; i++) {
            lows[i] = in.readDouble();
            highs[i] = in.readDouble();
        }
        read(reference, in);
        read(latest, in);
    }

    private static void read(short[] masses, DataInput in) throws IOException {
        int i = 0;
        while (i < masses.length) {
            short mass = in.readShort();
            int run = mass == 0 ? in.readInt() : 1;
            Arrays.fill(masses, i, i + run, mass);
            i += run;
        }
    }

    @Override
    public long bytes() {
        return 200 + 16L * lows.length + 6L * splits.length + 4L * reference.length;
    }
}
