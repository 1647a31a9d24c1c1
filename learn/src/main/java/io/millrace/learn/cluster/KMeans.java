package io.millrace.learn.cluster;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Clusterer;
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
 * A fixed number of centres; each row moves the nearest one towards it by its share of the rows that the centre stands for
 * (MacQueen 1967). Rows lose half of their weight after a half-life, so that centres follow a stream that changes; River
 * moves them by a fixed share instead.
 *
 * <p>The first rows are collected, and the centres begin where k-means++ (Arthur and Vassilvitskii 2007) and a few rounds
 * over them put them; until then there are no groups. A group is the place of its centre, from 0, and keeps it.
 *
 * <pre>{@code
 * Clusterer customers = KMeans.ALGORITHM.create(features, 0, KMeans.ALGORITHM.parameters().with("clusters", 3));
 * customers.learn(row, 1);
 * int group = customers.predict(row);
 * }</pre>
 */
public final class KMeans implements Clusterer {
    public static final Algorithm<Clusterer> ALGORITHM = new Algorithm<>(
            "k-means",
            Task.CLUSTERING,
            "Moves the nearest of a fixed number of centres towards each row. Take it when the number of groups is known.",
            "MacQueen, Some methods for classification and analysis of multivariate observations, 1967",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(
                    Parameter.whole("clusters", 5, 1, 1000, "How many groups there are."),
                    Parameter.real("half-life", 1000, 0, 1e12, "After how many rows a row counts half; 0 for never."),
                    Parameter.whole("warm-up", 100, 1, 10_000, "How many rows the first centres are made from."),
                    Parameter.seed()),
            KMeans::new);

    private static final int ROUNDS = 10;

    private final int width;
    private final double halfLife;
    private final Randomness randomness;
    private final Centres centres;
    private final double[] weights;
    private final long[] times;
    private final double[] first;
    private final double[] firstWeights;
    private int collected;
    private long time;

    KMeans(Features features, int classes, Parameters parameters) {
        width = features.size();
        halfLife = parameters.real("half-life");
        randomness = new Randomness(parameters.seed());
        centres = new Centres(parameters.whole("clusters"), width);
        weights = new double[centres.count];
        times = new long[centres.count];
        int warmUp = Math.max(parameters.whole("warm-up"), centres.count);
        first = new double[warmUp * width];
        firstWeights = new double[warmUp];
    }

    private boolean isStarted() {
        return collected == firstWeights.length;
    }

    @Override
    public int predict(double[] row) {
        return isStarted() ? centres.nearest(row, 0) : -1;
    }

    @Override
    public void learn(double[] row, double weight) {
        if (!Centres.isWeight(weight)) {
            return;
        }
        if (!isStarted()) {
            System.arraycopy(row, 0, first, collected * width, width);
            firstWeights[collected++] = weight;
            if (isStarted()) {
                start();
            }
            return;
        }
        time++;
        int nearest = centres.nearest(row, 0);
        double fading = halfLife > 0 ? Math.pow(.5, (time - times[nearest]) / halfLife) : 1;
        weights[nearest] = weights[nearest] * fading + weight;
        times[nearest] = time;
        centres.move(nearest, row, 0, weight / weights[nearest]);
    }

    private void start() {
        Gaps.fill(first, firstWeights.length, width);
        centres.spread(first, firstWeights, firstWeights.length, randomness);
        centres.settle(first, firstWeights, firstWeights.length, ROUNDS);
        for (int i = 0; i < firstWeights.length; i++) {
            weights[centres.nearest(first, i * width)] += firstWeights[i];
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        randomness.write(out);
        out.writeInt(collected);
        for (int i = 0; !isStarted() && i < collected * width; i++) {
            out.writeDouble(first[i]);
        }
        for (int i = 0; !isStarted() && i < collected; i++) {
            out.writeDouble(firstWeights[i]);
        }
        out.writeLong(time);
        for (int i = 0; i < weights.length; i++) {
            out.writeDouble(weights[i]);
            out.writeLong(times[i]);
        }
        for (double value : centres.values) {
            out.writeDouble(value);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        randomness.read(in);
        collected = in.readInt();
        for (int i = 0; !isStarted() && i < collected * width; i++) {
            first[i] = in.readDouble();
        }
        for (int i = 0; !isStarted() && i < collected; i++) {
            firstWeights[i] = in.readDouble();
        }
        time = in.readLong();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readDouble();
            times[i] = in.readLong();
        }
        for (int i = 0; i < centres.values.length; i++) {
            centres.values[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 160 + 8L * (centres.values.length + 2 * weights.length + first.length + firstWeights.length);
    }
}
