package io.millrace.learn.bayes;

import io.millrace.core.learn.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often each value of nominal features came in each class, with room for the values that were met. A likelihood has
 * Laplace's correction: as if each value of the class had come once more.
 *
 * <p>The classes of a value lie beside each other, so that a row's value is looked up once for all of them.
 */
final class Values {
    private final int[] places;
    /** By nominal feature: how many values it may have. */
    private final int[] limits;
    /** By nominal feature: by value and class, {@link #classes} a value. */
    private final double[][] counts;
    /** By nominal feature: for how many values there is room. */
    private final int[] capacities;

    /** For how many classes there is room. */
    private int classes;
    /** By nominal feature and class. */
    private double[] sums = {};

    private int[] met = {};
    /** One over the sum of corrected counts; 1 as long as nothing is counted. */
    private double[] inverses = {};

    Values(Features features, int[] places) {
        this.places = places;
        limits = Arrays.stream(places).map(features::values).toArray();
        counts = new double[places.length][];
        Arrays.fill(counts, new double[0]);
        capacities = new int[places.length];
    }

    int[] places() {
        return places;
    }

    void grow(int more) {
        double[] sumsBefore = sums;
        int[] metBefore = met;
        double[] inversesBefore = inverses;
        sums = new double[places.length * more];
        met = new int[places.length * more];
        inverses = new double[places.length * more];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(sumsBefore, i * classes, sums, i * more, classes);
            System.arraycopy(metBefore, i * classes, met, i * more, classes);
            System.arraycopy(inversesBefore, i * classes, inverses, i * more, classes);
            double[] wider = new double[capacities[i] * more];
            for (int value = 0; value < capacities[i]; value++) {
                System.arraycopy(counts[i], value * classes, wider, value * more, classes);
            }
            counts[i] = wider;
        }
        int before = classes;
        classes = more;
        for (int slot = before; slot < more; slot++) {
            clear(slot);
        }
    }

    /** Forgets a class. */
    void clear(int slot) {
        for (int i = 0; i < places.length; i++) {
            int at = i * classes + slot;
            sums[at] = 0;
            met[at] = 0;
            inverses[at] = 1;
            for (int value = 0; value < capacities[i]; value++) {
                counts[i][value * classes + slot] = 0;
            }
        }
    }

    /** Moves a class to the next slot. */
    void move(int slot) {
        for (int i = 0; i < places.length; i++) {
            int at = i * classes + slot;
            sums[at + 1] = sums[at];
            met[at + 1] = met[at];
            inverses[at + 1] = inverses[at];
            for (int value = 0; value < capacities[i]; value++) {
                counts[i][value * classes + slot + 1] = counts[i][value * classes + slot];
            }
        }
    }

    void clear() {
        Arrays.fill(counts, new double[0]);
        Arrays.fill(capacities, 0);
        sums = new double[0];
        met = new int[0];
        inverses = new double[0];
        classes = 0;
    }

    /** A row's value of a nominal feature, or -1 where it is missing. */
    private int value(int nominal, double[] row) {
        double value = row[places[nominal]];
        int whole = (int) value;
        return whole == value && whole >= 0 && whole < limits[nominal] ? whole : -1;
    }

    /** Returns whether it needed more room. */
    boolean learn(int slot, double[] row, double weight) {
        boolean isGrown = false;
        double total = 1;
        double inverse = 1;
        int at = slot;
        for (int i = 0; i < places.length; i++, at += classes) {
            int value = value(i, row);
            if (value >= 0) {
                if (value >= capacities[i]) {
                    widen(i, value);
                    isGrown = true;
                }
                counts[i][value * classes + slot] += weight;
                double sum = sums[at] + weight;
                sums[at] = sum;
                if (value >= met[at]) {
                    met[at] = value + 1;
                }
                double corrected = sum + met[at];
                if (corrected != total) {
                    // Mostly the same as for the feature before: divisions are what takes time here.
                    total = corrected;
                    inverse = 1 / total;
                }
                inverses[at] = inverse;
            }
        }
        return isGrown;
    }

    private void widen(int nominal, int value) {
        int before = capacities[nominal];
        int after = Math.max(value + 1, Math.min(limits[nominal], Math.max(2, 2 * before)));
        counts[nominal] = Arrays.copyOf(counts[nominal], classes * after);
        capacities[nominal] = after;
    }

    /**
     * Multiplies by how likely a row's values are in each class; a value that is missing says nothing.
     *
     * @param factors what is multiplied, a place for each class
     * @param products the results
     */
    void multiply(double[] row, double[] factors, double[] products, int slots) {
        double[] from = factors;
        for (int i = 0; i < places.length; i++) {
            int value = value(i, row);
            if (value >= 0 && value < capacities[i]) {
                multiply(from, products, slots, counts[i], value * classes, i * classes);
                from = products;
            } else if (value >= 0) {
                for (int slot = 0; slot < slots; slot++) {
                    products[slot] = from[slot] * inverses[i * classes + slot];
                }
                from = products;
            }
        }
        if (from == factors) {
            System.arraycopy(factors, 0, products, 0, slots);
        }
    }

    private void multiply(double[] from, double[] products, int slots, double[] table, int at, int first) {
        double[] inverses = this.inverses;
        for (int slot = 0; slot < slots; slot++) {
            products[slot] = from[slot] * ((table[at + slot] + 1) * inverses[first + slot]);
        }
    }

    /** The logarithm of how likely they are in a class, also where that is too small for a double. */
    double logLikelihood(int slot, double[] row) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            int value = value(i, row);
            if (value >= 0) {
                double count = value < capacities[i] ? count(slot, i, value) : 0;
                sum += Math.log((count + 1) * inverses[i * classes + slot]);
            }
        }
        return sum;
    }

    double count(int slot, int nominal, int value) {
        return counts[nominal][value * classes + slot];
    }

    double sum(int slot, int nominal) {
        return sums[nominal * classes + slot];
    }

    /** One more than the largest value that came in a class. */
    int met(int slot, int nominal) {
        return met[nominal * classes + slot];
    }

    long bytes() {
        long bytes = 100 + 20L * sums.length + 16L * counts.length;
        for (double[] table : counts) {
            bytes += 16 + 8L * table.length;
        }
        return bytes;
    }

    void write(DataOutput out, int slots) throws IOException {
        for (int i = 0; i < places.length; i++) {
            out.writeInt(capacities[i]);
            for (int slot = 0; slot < slots; slot++) {
                int known = met(slot, i);
                out.writeInt(known);
                out.writeDouble(sum(slot, i));
                for (int value = 0; value < known; value++) {
                    out.writeDouble(count(slot, i, value));
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int slots) throws IOException {
        for (int i = 0; i < places.length; i++) {
            capacities[i] = in.readInt();
            counts[i] = new double[classes * capacities[i]];
            for (int slot = 0; slot < slots; slot++) {
                int at = i * classes + slot;
                met[at] = in.readInt();
                sums[at] = in.readDouble();
                inverses[at] = sums[at] > 0 ? 1 / (sums[at] + met[at]) : 1;
                for (int value = 0; value < met[at]; value++) {
                    counts[i][value * classes + slot] = in.readDouble();
                }
            }
        }
    }
}
