package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What clustering is scored from: centres and scatter of groups, over rows which may fade. */
final class ClusterSums {
    static final int GROUPS_MAX = 256;

    private static final double VALUE_MAX = 1e140;

    private final int width;
    private final Fading fading;
    private int groups;
    private int[] ids = new int[0];
    private double[] weights = new double[0];
    private double[] scatters = new double[0];
    private double[] centres = new double[0];
    private final double[] mean;
    private double all;
    private double grouped;
    private double scatter;
    private double silhouettes;
    private double silhouetteWeights;

    ClusterSums(int width, double factor) {
        this.width = width;
        fading = new Fading(factor);
        mean = new double[width];
    }

    /** Takes a row that starts at {@code from} of an array. */
    void add(int id, double[] row, int from, double weight) {
        fading.next();
        if (fading.isFull()) {
            multiply(fading.restart());
        }
        double counted = weight * fading.scale();
        all += counted;
        int group = id < 0 ? -1 : group(id);
        if (group < 0) {
            return;
        }
        silhouette(group, row, from, counted);
        weights[group] += counted;
        grouped += counted;
        scatters[group] += move(centres, group * width, row, from, counted, weights[group]);
        scatter += move(mean, 0, row, from, counted, grouped);
    }

    /** The place of a group, or -1 where there are too many. */
    private int group(int id) {
        for (int i = 0; i < groups; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        if (groups == GROUPS_MAX) {
            return -1;
        }
        if (groups == ids.length) {
            int room = Math.min(GROUPS_MAX, Math.max(8, 2 * groups));
            ids = Arrays.copyOf(ids, room);
            weights = Arrays.copyOf(weights, room);
            scatters = Arrays.copyOf(scatters, room);
            centres = Arrays.copyOf(centres, room * width);
        }
        ids[groups] = id;
        return groups++;
    }

    /** Compares the distance to the own centre with that to the nearest other one, as both were before this row. */
    private void silhouette(int group, double[] row, int from, double counted) {
        if (weights[group] == 0 || groups < 2) {
            return;
        }
        double own = Math.sqrt(distance(group, row, from));
        double other = Double.MAX_VALUE;
        for (int i = 0; i < groups; i++) {
            if (i != group && weights[i] > 0) {
                other = Math.min(other, distance(i, row, from));
            }
        }
        other = Math.sqrt(other);
        double larger = Math.max(own, other);
        silhouettes += larger > 0 ? counted * (other - own) / larger : 0;
        silhouetteWeights += counted;
    }

    private double distance(int group, double[] row, int from) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double off = off(row[from + i], centres[group * width + i]);
            sum += off * off;
        }
        return sum;
    }

    /** A missing value is where the centre is. */
    private static double off(double value, double centre) {
        return Double.isNaN(value) ? 0 : Math.max(-VALUE_MAX, Math.min(value, VALUE_MAX)) - centre;
    }

    /** Moves a centre towards a row, and says by how much its scatter grows (Welford 1962). */
    private double move(double[] means, int at, double[] row, int from, double counted, double weight) {
        double grown = 0;
        for (int i = 0; i < width; i++) {
            double off = off(row[from + i], means[at + i]);
            means[at + i] += off * (counted / weight);
            grown += counted * off * off(row[from + i], means[at + i]);
        }
        return grown;
    }

    private void multiply(double factor) {
        for (int i = 0; i < groups; i++) {
            weights[i] *= factor;
            scatters[i] *= factor;
        }
        all *= factor;
        grouped *= factor;
        scatter *= factor;
        silhouettes *= factor;
        silhouetteWeights *= factor;
    }

    List<Score> values() {
        double within = 0;
        int living = 0;
        for (int i = 0; i < groups; i++) {
            within += scatters[i];
            living += weights[i] > 1e-6 * all ? 1 : 0;
        }
        return List.of(
                new Score("groups", living),
                new Score("distance", Math.sqrt(within / grouped)),
                new Score("explained", scatter > 0 ? 1 - within / scatter : Double.NaN),
                new Score("silhouette", silhouettes / silhouetteWeights),
                new Score("davies-bouldin", daviesBouldin(living)),
                new Score("noise", (all - grouped) / all));
    }

    private double daviesBouldin(int living) {
        double sum = 0;
        for (int i = 0; i < groups; i++) {
            double worst = 0;
            for (int j = 0; j < groups; j++) {
                double apart = Math.sqrt(distance(i, centres, j * width));
                if (j != i && apart > 0 && weights[i] > 1e-6 * all && weights[j] > 1e-6 * all) {
                    worst = Math.max(
                            worst, (Math.sqrt(scatters[i] / weights[i]) + Math.sqrt(scatters[j] / weights[j])) / apart);
                }
            }
            sum += worst;
        }
        return living > 1 ? sum / living : Double.NaN;
    }

    void write(DataOutput out) throws IOException {
        fading.write(out);
        out.writeInt(groups);
        for (int i = 0; i < groups; i++) {
            out.writeInt(ids[i]);
            out.writeDouble(weights[i]);
            out.writeDouble(scatters[i]);
        }
        for (int i = 0; i < groups * width; i++) {
            out.writeDouble(centres[i]);
        }
        for (double value : mean) {
            out.writeDouble(value);
        }
        for (double sum : new double[] {all, grouped, scatter, silhouettes, silhouetteWeights}) {
            out.writeDouble(sum);
        }
    }

    void read(DataInput in) throws IOException {
        fading.read(in);
        groups = in.readInt();
        ids = new int[groups];
        weights = new double[groups];
        scatters = new double[groups];
        centres = new double[groups * width];
        for (int i = 0; i < groups; i++) {
            ids[i] = in.readInt();
            weights[i] = in.readDouble();
            scatters[i] = in.readDouble();
        }
        for (int i = 0; i < centres.length; i++) {
            centres[i] = in.readDouble();
        }
        for (int i = 0; i < width; i++) {
            mean[i] = in.readDouble();
        }
        all = in.readDouble();
        grouped = in.readDouble();
        scatter = in.readDouble();
        silhouettes = in.readDouble();
        silhouetteWeights = in.readDouble();
    }

    long bytes() {
        return 200 + 20L * ids.length + 8L * centres.length + 8L * width;
    }
}
