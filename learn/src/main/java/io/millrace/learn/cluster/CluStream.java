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
 * Many small groups that are kept up to date, and k-means over their centres (Aggarwal, Han, Wang and Yu, A Framework for
 * Clustering Evolving Data Streams, VLDB 2003). A row joins the nearest small group when it is within {@code
 * micro-cluster-r-factor} deviations of it; else it begins one, and where there is no more room, the two nearest merge,
 * unless one goes because the mean age of its rows is beyond {@code time-window}.
 *
 * <p>The large groups are drawn anew every {@code time-gap} rows, by k-means that begins where the centres were, so that
 * a group keeps its number; until the first time there are no groups. Names and defaults are River's; the pyramid of
 * snapshots of the paper, which answers for times gone by, is left out, as in River and MOA.
 */
public final class CluStream implements Clusterer {
    public static final Algorithm<Clusterer> ALGORITHM = new Algorithm<>(
            "clustream",
            Task.CLUSTERING,
            "Keeps many small groups up to date and draws large ones from them. Take it when rows of a time matter.",
            "Aggarwal, Han, Wang and Yu, A framework for clustering evolving data streams, VLDB 2003",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(
                    Parameter.whole("clusters", 5, 1, 1000, "How many large groups there are."),
                    Parameter.whole("max-micro-clusters", 100, 2, 5000, "How many small groups are kept."),
                    Parameter.real(
                            "micro-cluster-r-factor",
                            2,
                            .01,
                            1000,
                            "How many deviations a row may be off the centre of a small group to join it."),
                    Parameter.whole(
                            "time-window",
                            1000,
                            1,
                            1_000_000_000,
                            "How many rows old a small group may be on average."),
                    Parameter.whole("time-gap", 100, 1, 1_000_000, "After how many rows large groups are drawn anew."),
                    Parameter.seed()),
            CluStream::new);

    private static final int ROUNDS_FIRST = 20;
    private static final int ROUNDS = 5;

    private final int sizeMax;
    private final double factor;
    private final int window;
    private final int gap;
    private final Randomness randomness;
    private final MicroClusters small;
    private final Centres large;
    private boolean isDrawn;
    private long rows;

    CluStream(Features features, int classes, Parameters parameters) {
        sizeMax = parameters.whole("max-micro-clusters");
        factor = parameters.real("micro-cluster-r-factor");
        window = parameters.whole("time-window");
        gap = parameters.whole("time-gap");
        randomness = new Randomness(parameters.seed());
        small = new MicroClusters(features.size());
        large = new Centres(parameters.whole("clusters"), features.size());
    }

    @Override
    public int predict(double[] row) {
        return isDrawn ? large.nearest(row, 0) : -1;
    }

    @Override
    public void learn(double[] row, double weight) {
        if (!Centres.isWeight(weight)) {
            return;
        }
        rows++;
        int nearest = small.nearest(row, 0);
        if (nearest >= 0 && Math.sqrt(small.distance(nearest, row, 0)) <= factor * reach(nearest)) {
            small.absorb(nearest, row, 0, weight, 0);
            // The mean time of its rows.
            small.marks[nearest] += (rows - small.marks[nearest]) * weight / small.weights[nearest];
        } else {
            if (small.size == sizeMax) {
                makeRoom();
            }
            small.append(row, weight, (double) rows);
        }
        if (rows % gap == 0) {
            draw();
        }
    }

    /** The deviation of the rows of a small group, or half of the way to the next one while there is no scatter. */
    private double reach(int index) {
        double radius = small.radius(index);
        if (radius > 0) {
            return radius;
        }
        double least = Double.MAX_VALUE;
        for (int i = 0; i < small.size; i++) {
            if (i != index) {
                least = Math.min(least, small.distance(i, small.centres, index * small.width));
            }
        }
        return small.size < 2 ? 0 : Math.sqrt(least) / 2 / factor;
    }

    private void makeRoom() {
        int oldest = 0;
        for (int i = 1; i < small.size; i++) {
            if (small.marks[i] < small.marks[oldest]) {
                oldest = i;
            }
        }
        if (small.marks[oldest] < rows - window) {
            small.remove(oldest);
            return;
        }
        int left = 0;
        int right = 1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < small.size; i++) {
            for (int j = i + 1; j < small.size; j++) {
                double distance = small.distance(i, small.centres, j * small.width);
                if (distance < least) {
                    least = distance;
                    left = i;
                    right = j;
                }
            }
        }
        double all = small.weights[left] + small.weights[right];
        small.marks[left] += (small.marks[right] - small.marks[left]) * (small.weights[right] / all);
        small.absorb(left, small.centres, right * small.width, small.weights[right], small.scatters[right]);
        small.remove(right);
    }

    private void draw() {
        for (int i = small.size - 1; i >= 0 && small.size > 1; i--) {
            if (small.marks[i] < rows - window) {
                small.remove(i);
            }
        }
        if (!isDrawn) {
            large.spread(small.centres, small.weights, small.size, randomness);
        }
        large.settle(small.centres, small.weights, small.size, isDrawn ? ROUNDS : ROUNDS_FIRST);
        isDrawn = true;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        randomness.write(out);
        out.writeLong(rows);
        out.writeBoolean(isDrawn);
        small.write(out);
        for (double value : large.values) {
            out.writeDouble(value);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        randomness.read(in);
        rows = in.readLong();
        isDrawn = in.readBoolean();
        small.read(in);
        for (int i = 0; i < large.values.length; i++) {
            large.values[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 120 + small.bytes() + 8L * large.values.length;
    }
}
