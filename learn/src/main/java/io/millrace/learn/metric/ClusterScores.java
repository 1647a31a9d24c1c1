package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good groups are, without anybody knowing the right ones. The centre of a group is the mean of the rows that were
 * put into it, so any clusterer can be scored.
 *
 * <ul>
 *   <li>{@code groups}: how many got rows.
 *   <li>{@code distance}: the root of the mean squared distance of a row to the centre of its group.
 *   <li>{@code explained}: the share of all scatter that is between groups, 1 at best.
 *   <li>{@code silhouette}: the mean of (b - a) / max(a, b), from -1 to 1, with a the distance of a row to its centre and b
 *       to the nearest other one, as both were when it came (Rousseeuw 1987, with centres in the place of rows: Hruschka
 *       et al. 2004).
 *   <li>{@code davies-bouldin}: how much groups overlap, 0 at best (Davies and Bouldin 1979).
 *   <li>{@code noise}: the share of rows in no group.
 * </ul>
 *
 * <p>Rows beyond the 256th group count as noise. Missing values are where the centre is.
 */
public final class ClusterScores implements Scores {
    private final int width;
    private final @Nullable Ring ring;
    private final ClusterSums sums;

    /**
     * @param features how many numbers a row has
     */
    public ClusterScores(int features, Span span) {
        width = features;
        ring = span.isWindow() ? new Ring(span.rows(), features + 2) : null;
        sums = new ClusterSums(features, span.fading());
    }

    /**
     * Takes a row.
     *
     * @param group where the clusterer put it; -1 for nowhere
     * @param weight as if the row came so often; one that is not above 0 counts nothing
     */
    public void add(int group, double[] row, double weight) {
        if (!Fading.isWeight(weight)) {
            return;
        }
        if (ring == null) {
            sums.add(group, row, 0, weight);
            return;
        }
        int place = ring.add();
        ring.numbers()[place] = group;
        ring.numbers()[place + 1] = weight;
        System.arraycopy(row, 0, ring.numbers(), place + 2, width);
    }

    @Override
    public List<Score> values() {
        if (ring == null) {
            return sums.values();
        }
        ClusterSums window = new ClusterSums(width, 1);
        double[] numbers = ring.numbers();
        for (int i = 0; i < ring.rows(); i++) {
            int place = ring.place(i);
            window.add((int) numbers[place], numbers, place + 2, numbers[place + 1]);
        }
        return window.values();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        if (ring != null) {
            ring.write(out);
        } else {
            sums.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        if (ring != null) {
            ring.read(in);
        } else {
            sums.read(in);
        }
    }

    @Override
    public long bytes() {
        return 32 + sums.bytes() + (ring == null ? 0 : ring.bytes());
    }
}
