package io.millrace.learn.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What a leaf needs to find the best cut of each nominal feature: weight and sum of targets of each value that came. The
 * best set of values for one side is a run of them in the order of their means (Fisher 1958), so that all sets need not
 * be tried. One thread.
 */
public final class NominalTargets {
    private final double[][] sums;

    public NominalTargets(int features) {
        sums = new double[features][0];
    }

    public void add(int feature, int value, double target, double weight) {
        double[] places = sums[feature];
        if (value * 2 >= places.length) {
            places = Arrays.copyOf(places, (value + 1) * 2);
            sums[feature] = places;
        }
        places[value * 2] += weight;
        places[value * 2 + 1] += weight * target;
    }

    /** Offers every cut; its number is a place in {@link #order}, the last that goes to the left. */
    void search(int feature, SplitSearch search) {
        int[] order = order(feature);
        double weights = 0;
        double targets = 0;
        for (int value : order) {
            weights += sums[feature][value * 2];
            targets += sums[feature][value * 2 + 1];
        }
        double left = 0;
        double leftTargets = 0;
        for (int i = 0; i < order.length - 1; i++) {
            left += sums[feature][order[i] * 2];
            leftTargets += sums[feature][order[i] * 2 + 1];
            search.offer(left, leftTargets, weights - left, targets - leftTargets, i);
        }
    }

    /**
     * What is on each side of a cut, of a feature.
     *
     * @param below weight and sum of targets, which are added
     * @param above the same
     */
    public void divide(int feature, Cut cut, double[] below, double[] above) {
        BitSet left = cut.left() == null ? new BitSet() : BitSet.valueOf(cut.left());
        for (int value = 0; value * 2 < sums[feature].length; value++) {
            double[] side = left.get(value) ? below : above;
            side[0] += sums[feature][value * 2];
            side[1] += sums[feature][value * 2 + 1];
        }
    }

    /** The values that came, by their mean target. */
    int[] order(int feature) {
        double[] places = sums[feature];
        int count = 0;
        for (int i = 0; i < places.length; i += 2) {
            count += places[i] > 0 ? 1 : 0;
        }
        int[] order = new int[count];
        double[] means = new double[count];
        int at = 0;
        for (int value = 0; value * 2 < places.length; value++) {
            if (places[value * 2] > 0) {
                order[at] = value;
                means[at] = places[value * 2 + 1] / places[value * 2];
                at++;
            }
        }
        return sorted(order, means);
    }

    private static int[] sorted(int[] order, double[] means) {
        long[] places = new long[order.length];
        double[] ascending = means.clone();
        Arrays.sort(ascending);
        int[] next = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int first = Arrays.binarySearch(ascending, means[i]);
            while (first > 0 && ascending[first - 1] == means[i]) {
                first--;
            }
            places[first + next[first]++] = order[i];
        }
        return Arrays.stream(places).mapToInt(place -> (int) place).toArray();
    }

    public long bytes() {
        long bytes = 40;
        for (double[] places : sums) {
            bytes += 24 + 8L * places.length;
        }
        return bytes;
    }

    public void write(DataOutput out) throws IOException {
        for (double[] places : sums) {
            out.writeInt(places.length);
            Doubles.write(out, places);
        }
    }

    public void read(DataInput in) throws IOException {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new double[in.readInt()];
            Doubles.read(in, sums[i]);
        }
    }
}
