package io.millrace.learn.bayes;

import io.millrace.core.learn.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often each value of nominal features came in each class, with room for the values that were met. A likelihood has
 * Laplace's correction: as if each value of the class had come once more.
 *
 * <p>The classes of a value lie beside each other, so that a row's value is looked up once for all of them, and four
 * features are multiplied at a time: with what they are divided by, which is kept by class as long as no value is missing.
 */
final class Values {
    private static final int GROUP = 4;

    /** What is known of a feature: its place in a row, how many values it may have, and has room for, where they are. */
    private static final int PLACE = 0;

    private static final int LIMIT = 1;
    private static final int CAPACITY = 2;
    private static final int START = 3;
    private static final int KNOWN = 4;
    /** Before the counts of a feature: the sum of the counts of each class, and one more than its largest value. */
    private static final int SUMS = 2;

    private static final int MET = 1;
    /** In the place of where counts are: a value is missing. */
    private static final int MISSING = -1;

    private final int[] places;
    private final int groups;
    /** By feature, {@link #KNOWN} numbers each. */
    private final int[] known;

    /** For how many classes there is room. */
    private int classes;
    /**
     * All by class: first a count of 0, for values that there is no room for; then by group of features one over the
     * product of the sums of corrected counts; then by feature sums, and counts by value.
     */
    private double[] kept = {};

    Values(Features features, int[] places) {
        this.places = places;
        groups = (places.length + GROUP - 1) / GROUP;
        known = new int[KNOWN * places.length];
        for (int i = 0; i < places.length; i++) {
            known[KNOWN * i + PLACE] = places[i];
            known[KNOWN * i + LIMIT] = features.values(places[i]);
        }
    }

    int[] places() {
        return places;
    }

    void grow(int more) {
        int before = classes;
        lay(more, -1, 0);
        for (int slot = before; slot < more; slot++) {
            clear(slot);
        }
    }

    /** Moves everything to where it is with room for more classes, and for more values of one feature. */
    private void lay(int more, int widened, int values) {
        double[] before = kept;
        int lines = 1 + groups;
        for (int i = 0; i < places.length; i++) {
            lines += SUMS + (i == widened ? values : known[KNOWN * i + CAPACITY]);
        }
        kept = new double[lines * more];
        move(before, 0, 0, 1 + groups, more);
        int start = 1 + groups;
        for (int i = 0; i < places.length; i++) {
            int capacity = known[KNOWN * i + CAPACITY];
            int from = known[KNOWN * i + START] - SUMS * classes;
            move(before, from, start * more, SUMS + capacity, more);
            known[KNOWN * i + START] = (start + SUMS) * more;
            known[KNOWN * i + CAPACITY] = i == widened ? values : capacity;
            start += SUMS + known[KNOWN * i + CAPACITY];
        }
        classes = more;
    }

    private void move(double[] before, int from, int to, int lines, int more) {
        for (int line = 0; line < lines; line++) {
            System.arraycopy(before, from + line * classes, kept, to + line * more, classes);
        }
    }

    /** Forgets a class. */
    void clear(int slot) {
        for (int at = slot; at < kept.length; at += classes) {
            kept[at] = 0;
        }
        keepInverses(slot);
    }

    /** Moves a class to the next slot. */
    void move(int slot) {
        for (int at = slot; at < kept.length; at += classes) {
            kept[at + 1] = kept[at];
        }
    }

    void clear() {
        for (int i = 0; i < places.length; i++) {
            known[KNOWN * i + CAPACITY] = 0;
            known[KNOWN * i + START] = 0;
        }
        classes = 0;
        kept = new double[0];
    }

    /** Where the counts of a row's value are, in the first class; {@link #MISSING} without a value. */
    private int find(int nominal, double[] row) {
        int[] known = this.known;
        int at = nominal * KNOWN;
        double value = row[known[at + PLACE]];
        int whole = (int) value;
        return whole == value && whole >= 0 && whole < known[at + CAPACITY]
                ? known[at + START] + whole * classes
                : findElsewhere(at, value);
    }

    private int findElsewhere(int at, double value) {
        return value >= 0 && value < known[at + LIMIT] && value == (int) value ? 0 : MISSING;
    }

    /** Returns whether it needed more room. */
    boolean learn(int slot, double[] row, double weight) {
        boolean isGrown = false;
        double[] kept = this.kept;
        int[] known = this.known;
        int classes = this.classes;
        for (int first = 0, at = classes + slot; first < places.length; first += GROUP, at += classes) {
            double product = 1;
            int end = Math.min(first + GROUP, places.length);
            for (int i = first; i < end; i++) {
                int place = find(i, row);
                if (place == 0) {
                    widen(i, (int) row[places[i]]);
                    isGrown = true;
                    kept = this.kept;
                    place = find(i, row);
                }
                if (place > 0) {
                    int start = known[KNOWN * i + START] + slot;
                    double sum = kept[start - SUMS * classes] + weight;
                    double met = kept[start - MET * classes];
                    kept[start - SUMS * classes] = sum;
                    kept[place + slot] += weight;
                    double value = row[known[KNOWN * i + PLACE]];
                    if (value >= met) {
                        met = value + 1;
                        kept[start - MET * classes] = met;
                    }
                    product *= sum + met;
                } else {
                    product *= corrected(known[KNOWN * i + START] + slot);
                }
            }
            kept[at] = 1 / product;
        }
        return isGrown;
    }

    /** The sum of a feature's corrected counts in a class; 1 as long as nothing is counted. */
    private double corrected(int start) {
        double met = kept[start - MET * classes];
        return met > 0 ? kept[start - SUMS * classes] + met : 1;
    }

    private void widen(int nominal, int value) {
        int capacity = known[KNOWN * nominal + CAPACITY];
        lay(classes, nominal, Math.max(value + 1, Math.min(known[KNOWN * nominal + LIMIT], Math.max(2, 2 * capacity))));
    }

    /**
     * Multiplies by how likely a row's values are in each class; a value that is missing says nothing.
     *
     * @param products a place for each class
     */
    void multiply(double[] row, double[] products, int slots) {
        for (int first = 0, at = classes; first < places.length; first += GROUP, at += classes) {
            int one = find(first, row);
            int two = findIfAny(first + 1, row);
            int three = findIfAny(first + 2, row);
            int four = findIfAny(first + 3, row);
            if ((one | two | three | four) < 0) {
                multiplyEach(row, products, slots, first);
            } else {
                multiply(products, slots, one, two, three, four, at);
            }
        }
    }

    /** A count of 0 and so a factor of 1 behind the last feature. */
    private int findIfAny(int nominal, double[] row) {
        return nominal < places.length ? find(nominal, row) : 0;
    }

    private void multiply(double[] products, int slots, int one, int two, int three, int four, int at) {
        double[] kept = this.kept;
        for (int slot = 0; slot < slots; slot++) {
            double first = (kept[one + slot] + 1) * (kept[two + slot] + 1);
            double second = (kept[three + slot] + 1) * (kept[four + slot] + 1);
            products[slot] *= first * second * kept[at + slot];
        }
    }

    /** By a group of features of which some are missing. */
    private void multiplyEach(double[] row, double[] products, int slots, int first) {
        for (int i = first; i < Math.min(places.length, first + GROUP); i++) {
            int place = find(i, row);
            for (int slot = 0; slot < slots && place >= 0; slot++) {
                products[slot] *= (kept[place + slot] + 1) / corrected(known[KNOWN * i + START] + slot);
            }
        }
    }

    /** The logarithm of how likely they are in a class, also where that is too small for a double. */
    double logLikelihood(int slot, double[] row) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            int place = find(i, row);
            if (place >= 0) {
                sum += Math.log((kept[place + slot] + 1) / corrected(known[KNOWN * i + START] + slot));
            }
        }
        return sum;
    }

    double count(int slot, int nominal, int value) {
        return kept[known[KNOWN * nominal + START] + value * classes + slot];
    }

    double sum(int slot, int nominal) {
        return kept[known[KNOWN * nominal + START] - SUMS * classes + slot];
    }

    /** One more than the largest value that came in a class. */
    int met(int slot, int nominal) {
        return (int) kept[known[KNOWN * nominal + START] - MET * classes + slot];
    }

    long bytes() {
        return 120 + 8L * kept.length + 20L * places.length;
    }

    void write(DataOutput out, int slots) throws IOException {
        for (int i = 0; i < places.length; i++) {
            out.writeInt(known[KNOWN * i + CAPACITY]);
            for (int slot = 0; slot < slots; slot++) {
                int met = met(slot, i);
                out.writeInt(met);
                out.writeDouble(sum(slot, i));
                for (int value = 0; value < met; value++) {
                    out.writeDouble(count(slot, i, value));
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int slots) throws IOException {
        for (int i = 0; i < places.length; i++) {
            lay(classes, i, in.readInt());
            int start = known[KNOWN * i + START];
            for (int slot = 0; slot < slots; slot++) {
                int met = in.readInt();
                kept[start - MET * classes + slot] = met;
                kept[start - SUMS * classes + slot] = in.readDouble();
                for (int value = 0; value < met; value++) {
                    kept[start + value * classes + slot] = in.readDouble();
                }
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            keepInverses(slot);
        }
    }

    private void keepInverses(int slot) {
        for (int group = 0; group < groups; group++) {
            double product = 1;
            for (int i = group * GROUP; i < Math.min(places.length, (group + 1) * GROUP); i++) {
                product *= corrected(known[KNOWN * i + START] + slot);
            }
            kept[(1 + group) * classes + slot] = 1 / product;
        }
    }
}
