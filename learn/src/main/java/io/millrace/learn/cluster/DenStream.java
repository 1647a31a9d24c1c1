package io.millrace.learn.cluster;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Groups of any shape and number, and noise (Cao, Ester, Qian and Zhou, Density-Based Clustering over an Evolving Data
 * Stream with Noise, SDM 2006). Rows are gathered in small groups of a radius of at most {@code epsilon}; one becomes
 * part of a group when it weighs more than {@code beta} times {@code mu}, and is forgotten when it weighs less. Those that
 * weigh {@code mu} are cores; cores within two {@code epsilon} are one group, and so are those within two
 * radii of both, which the paper leaves out: rows evenly on a line would be torn apart else. Others join the nearest core
 * that is so near.
 *
 * <p>Groups are drawn anew once in {@code stream-speed} rows, which are the unit of time of {@code decaying-factor}. A group
 * keeps its number as long as most of its weight stays together: where two merge, the heavier keeps its number, and where
 * one splits, its heavier part does; other parts get numbers that nobody had. Names are River's; its defaults are for
 * features from 0 to 1, these are for scaled ones.
 */
public final class DenStream implements Clusterer {
    public static final Algorithm<Clusterer> ALGORITHM = new Algorithm<>(
            "denstream",
            Task.CLUSTERING,
            "Finds dense regions of any shape and tells noise. Take it when the number of groups is not known.",
            "Cao, Ester, Qian and Zhou, Density-based clustering over an evolving data stream with noise, SDM 2006",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(
                    Parameter.real("epsilon", .5, 1e-9, 1e9, "The largest radius of a small group."),
                    Parameter.real("mu", 10, 1, 1e9, "What a small group weighs that is a core of a group."),
                    Parameter.real("beta", .2, 0, 1, "What share of that a small group weighs that is no noise."),
                    Parameter.real(
                            "decaying-factor",
                            .25,
                            1e-6,
                            10,
                            "How fast rows fade: after a unit of time a row counts 2 to the power of minus this."),
                    Parameter.whole("stream-speed", 100, 1, 1_000_000, "How many rows are a unit of time."),
                    Parameter.whole("max-micro-clusters", 500, 10, 10_000, "How many small groups are kept.")),
            DenStream::new);

    private final double epsilon;
    private final double mu;
    private final double weightMin;
    private final double decay;
    private final int speed;
    private final int sizeMax;
    /** After how much time one that only just was no noise is noise. */
    private final double period;

    private final MicroClusters dense;
    private final MicroClusters outliers;
    private final Grouping grouping;
    private long rows;

    DenStream(Features features, int classes, Parameters parameters) {
        epsilon = parameters.real("epsilon");
        mu = parameters.real("mu");
        weightMin = Math.max(parameters.real("beta") * mu, 1.01);
        decay = parameters.real("decaying-factor");
        speed = parameters.whole("stream-speed");
        sizeMax = parameters.whole("max-micro-clusters");
        period = Math.log(weightMin / (weightMin - 1)) / Math.log(2) / decay;
        dense = new MicroClusters(features.size());
        outliers = new MicroClusters(features.size());
        grouping = new Grouping(2 * epsilon, mu);
    }

    @Override
    public int predict(double[] row) {
        int nearest = dense.nearest(row, 0);
        return nearest < 0 || dense.distance(nearest, row, 0) > 4 * epsilon * epsilon ? -1 : dense.groups[nearest];
    }

    @Override
    public void learn(double[] row, double weight) {
        if (!Centres.isWeight(weight)) {
            return;
        }
        double now = (double) rows++ / speed;
        if (!absorbed(dense, row, weight, now)) {
            if (absorbed(outliers, row, weight, now)) {
                promote(outliers.nearest(row, 0));
            } else {
                promote(outliers.append(row, weight, now));
            }
        }
        if (rows % speed == 0) {
            prune(now);
            grouping.draw(dense);
        }
        makeRoom();
    }

    private boolean absorbed(MicroClusters clusters, double[] row, double weight, double now) {
        int nearest = clusters.nearest(row, 0);
        if (nearest < 0) {
            return false;
        }
        fade(clusters, nearest, now);
        if (clusters.radiusWith(nearest, row, weight) > epsilon) {
            return false;
        }
        clusters.absorb(nearest, row, 0, weight, 0);
        return true;
    }

    private void fade(MicroClusters clusters, int index, double now) {
        clusters.fade(index, Math.pow(2, -decay * (now - clusters.times[index])));
        clusters.times[index] = now;
    }

    /** Until groups are drawn anew, one that is dense now belongs to those that it is near to. */
    private void promote(int index) {
        if (outliers.weights[index] < weightMin) {
            return;
        }
        outliers.groups[index] = predictCentre(index);
        dense.append(outliers, index);
        outliers.remove(index);
    }

    private int predictCentre(int index) {
        int nearest = dense.nearest(outliers.centres, index * outliers.width);
        boolean isNear = nearest >= 0
                && dense.distance(nearest, outliers.centres, index * outliers.width) <= 4 * epsilon * epsilon;
        return isNear ? dense.groups[nearest] : -1;
    }

    private void prune(double now) {
        for (int i = dense.size - 1; i >= 0; i--) {
            fade(dense, i, now);
            if (dense.weights[i] < weightMin) {
                dense.remove(i);
            }
        }
        double whole = Math.pow(2, -decay * period) - 1;
        for (int i = outliers.size - 1; i >= 0; i--) {
            fade(outliers, i, now);
            double least = (Math.pow(2, -decay * (now - outliers.marks[i] + period)) - 1) / whole;
            if (outliers.weights[i] < least && now - outliers.marks[i] > period) {
                outliers.remove(i);
            }
        }
    }

    private void makeRoom() {
        while (dense.size + outliers.size > sizeMax) {
            MicroClusters fuller = outliers.size > 0 ? outliers : dense;
            int lightest = 0;
            for (int i = 1; i < fuller.size; i++) {
                if (fuller.weights[i] < fuller.weights[lightest]) {
                    lightest = i;
                }
            }
            fuller.remove(lightest);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        grouping.write(out);
        dense.write(out);
        outliers.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        grouping.read(in);
        dense.read(in);
        outliers.read(in);
    }

    @Override
    public long bytes() {
        return 128 + dense.bytes() + outliers.bytes();
    }
}
