package io.millrace.learn.bayes;

import io.millrace.core.learn.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often each value of nominal features came in each class, with room for the values that were met. A likelihood has
 * Laplace's correction: as if each value of the class had come once more.
 */
final class Values {
    private final Features features;
    private final int[] places;
    /** By nominal feature: by class and value, {@link #capacities} values a class. */
    private final double[][] counts;

    private final int[] capacities;
    /** By class and nominal feature. */
    private double[] sums = {};

    private int[] met = {};
    /** One over the sum of corrected counts; 0 as long as there is none. */
    private double[] inverses = {};

    Values(Features features, int[] places) {
        this.features = features;
        this.places = places;
        counts = new double[places.length][];
        Arrays.fill(counts, new double[0]);
        capacities = new int[places.length];
    }

    int[] places() {
        return places;
    }

    void grow(int classes) {
        sums = Arrays.copyOf(sums, classes * places.length);
        met = Arrays.copyOf(met, classes * places.length);
        inverses = Arrays.copyOf(inverses, classes * places.length);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Arrays.copyOf(counts[i], classes * capacities[i]);
        }
    }

    void clear() {
        Arrays.fill(counts, new double[0]);
        Arrays.fill(capacities, 0);
        sums = new double[0];
        met = new int[0];
        inverses = new double[0];
    }

    /** Returns whether it needed more room. */
    boolean learn(int slot, double[] row, double weight, int classes) {
        boolean isGrown = false;
        int at = slot * places.length;
        for (int i = 0; i < places.length; i++, at++) {
            int value = features.nominal(places[i], row[places[i]]);
            if (value >= 0) {
                if (value >= capacities[i]) {
                    widen(i, value, classes);
                    isGrown = true;
                }
                counts[i][slot * capacities[i] + value] += weight;
                sums[at] += weight;
                met[at] = Math.max(met[at], value + 1);
                inverses[at] = 1 / (sums[at] + met[at]);
            }
        }
        return isGrown;
    }

    private void widen(int nominal, int value, int classes) {
        int before = capacities[nominal];
        int after = Math.max(value + 1, Math.min(features.values(places[nominal]), Math.max(2, 2 * before)));
        double[] wider = new double[classes * after];
        for (int slot = 0; slot < classes; slot++) {
            System.arraycopy(counts[nominal], slot * before, wider, slot * after, before);
        }
        counts[nominal] = wider;
        capacities[nominal] = after;
    }

    /** How likely a row's values are; 1 where none is known. */
    double likelihood(int slot, double[] row) {
        double product = 1;
        int at = slot * places.length;
        for (int i = 0; i < places.length; i++, at++) {
            int value = features.nominal(places[i], row[places[i]]);
            double inverse = inverses[at];
            if (value >= 0 && inverse > 0) {
                double count = value < capacities[i] ? counts[i][slot * capacities[i] + value] : 0;
                product *= (count + 1) * inverse;
            }
        }
        return product;
    }

    /** Its logarithm, also where it is too small for a double. */
    double logLikelihood(int slot, double[] row) {
        double sum = 0;
        int at = slot * places.length;
        for (int i = 0; i < places.length; i++, at++) {
            int value = features.nominal(places[i], row[places[i]]);
            if (value >= 0 && inverses[at] > 0) {
                double count = value < capacities[i] ? counts[i][slot * capacities[i] + value] : 0;
                sum += Math.log((count + 1) * inverses[at]);
            }
        }
        return sum;
    }

    double count(int slot, int nominal, int value) {
        return counts[nominal][slot * capacities[nominal] + value];
    }

    double sum(int slot, int nominal) {
        return sums[slot * places.length + nominal];
    }

    /** One more than the largest value that came in a class. */
    int met(int slot, int nominal) {
        return met[slot * places.length + nominal];
    }

    long bytes() {
        long bytes = 96 + 20L * sums.length + 16L * counts.length;
        for (double[] table : counts) {
            bytes += 16 + 8L * table.length;
        }
        return bytes;
    }

    void write(DataOutput out, int classes) throws IOException {
        for (int i = 0; i < places.length; i++) {
            out.writeInt(capacities[i]);
            for (int slot = 0; slot < classes; slot++) {
                int at = slot * places.length + i;
                out.writeInt(met[at]);
                out.writeDouble(sums[at]);
                for (int value = 0; value < met[at]; value++) {
                    out.writeDouble(count(slot, i, value));
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int classes) throws IOException {
        for (int i = 0; i < places.length; i++) {
            capacities[i] = in.readInt();
            counts[i] = new double[(sums.length / places.length) * capacities[i]];
            for (int slot = 0; slot < classes; slot++) {
                int at = slot * places.length + i;
                met[at] = in.readInt();
                sums[at] = in.readDouble();
                inverses[at] = sums[at] > 0 ? 1 / (sums[at] + met[at]) : 0;
                for (int value = 0; value < met[at]; value++) {
                    counts[i][slot * capacities[i] + value] = in.readDouble();
                }
            }
        }
    }
}
