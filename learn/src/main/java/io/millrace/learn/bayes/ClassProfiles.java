package io.millrace.learn.bayes;

import io.millrace.core.learn.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the rows of each class look like, and by that how likely each class is for a row, each feature for itself: naive
 * Bayes, also in the leaves of trees. Classes take room when they are met; learning changes what is kept for one class
 * alone.
 *
 * <p>A class of weight of which no row was learned here (see {@link #seed}) has no likelihood as soon as one of another
 * class was.
 */
public final class ClassProfiles {
    private static final double WEIGHT_MAX = 1e12;

    private final Numbers numbers;
    private final Values values;
    private final Likelihoods likelihoods;

    /** By class, as far as classes were met. */
    private double[] weights = {};

    private int[] slotOfLabel = {};
    private int slots;
    private int[] labels = {};
    /** Whether the slots, which are in the order of the classes, are the classes. */
    private boolean isInOrder;

    private long bytes;

    /** Of all features, without {@link #least} and {@link #greatest}. */
    public ClassProfiles(Features features) {
        this(features, all(features.size()), false);
    }

    /** Of the features at some places, which are not changed afterwards. */
    public ClassProfiles(Features features, int[] places) {
        this(features, places, true);
    }

    private ClassProfiles(Features features, int[] places, boolean hasRanges) {
        numbers = new Numbers(
                Arrays.stream(places)
                        .filter(place -> !features.isNominal(place))
                        .toArray(),
                hasRanges);
        values = new Values(
                features, Arrays.stream(places).filter(features::isNominal).toArray());
        likelihoods = new Likelihoods(numbers, values);
        count();
    }

    private static int[] all(int count) {
        int[] places = new int[count];
        Arrays.setAll(places, i -> i);
        return places;
    }

    /** Takes over weights of classes, without rows. */
    public void seed(double[] classWeights) {
        weights = classWeights.clone();
        slotOfLabel = new int[weights.length];
        Arrays.fill(slotOfLabel, -1);
        count();
    }

    /**
     * Learns a row.
     *
     * @param weight above 0
     * @return whether it took more memory than before
     */
    public boolean learn(double[] row, int label, double weight) {
        boolean isGrown = false;
        if (label >= weights.length || slotOfLabel[label] < 0) {
            addSlot(label);
            isGrown = true;
        }
        double capped = weight < WEIGHT_MAX ? weight : WEIGHT_MAX;
        int slot = slotOfLabel[label];
        weights[label] += capped;
        numbers.learn(slot, row, capped, weights[label]);
        isGrown |= values.learn(slot, row, capped);
        if (isGrown) {
            count();
        }
        return isGrown;
    }

    private void addSlot(int label) {
        if (label >= weights.length) {
            int before = slotOfLabel.length;
            weights = Arrays.copyOf(weights, label + 1);
            slotOfLabel = Arrays.copyOf(slotOfLabel, label + 1);
            Arrays.fill(slotOfLabel, before, label + 1, -1);
        }
        if (slots == labels.length) {
            grow(slots < 2 ? slots + 1 : 2 * slots);
        }
        int slot = slots;
        for (; slot > 0 && labels[slot - 1] > label; slot--) {
            move(slot - 1);
        }
        place(slot, label);
        numbers.clear(slot);
        values.clear(slot);
        slots++;
        isInOrder = labels[slots - 1] == slots - 1;
    }

    /** To the next slot. */
    private void move(int slot) {
        place(slot + 1, labels[slot]);
        numbers.move(slot);
        values.move(slot);
    }

    private void place(int slot, int label) {
        labels[slot] = label;
        slotOfLabel[label] = slot;
    }

    private void grow(int capacity) {
        labels = Arrays.copyOf(labels, capacity);
        numbers.grow(capacity);
        values.grow(capacity);
    }

    /**
     * How likely each class is. All 0 where no class is: the row would have a density in none of them that a double can
     * tell from 0.
     *
     * @param scores a place for each class, overwritten
     */
    public void predict(double[] row, double[] scores) {
        if (slots == 2 && scores.length == 2 && likelihoods.pair(row, scores)) {
            return;
        }
        if (slots == 0) {
            shares(scores);
            return;
        }
        // By slot, which is by class already if they came in order.
        double[] bySlot = isInOrder ? scores : new double[slots];
        double sum = likelihoods.of(row, bySlot, slots, weights);
        if (sum > 0) {
            spread(bySlot, sum, scores);
        } else if (sum == 0) {
            Arrays.fill(scores, 0);
        } else {
            predictByLogarithms(row, scores);
        }
    }

    /** Makes likelihoods shares, of the classes. */
    private void spread(double[] bySlot, double sum, double[] scores) {
        double one = 1 / sum;
        if (bySlot == scores) {
            for (int slot = 0; slot < slots; slot++) {
                scores[slot] *= one;
            }
            if (slots < scores.length) {
                Arrays.fill(scores, slots, scores.length, 0);
            }
        } else {
            Arrays.fill(scores, 0);
            for (int slot = 0; slot < slots; slot++) {
                scores[labels[slot]] = bySlot[slot] * one;
            }
        }
    }

    private void normalize(double[] scores, double sum) {
        double one = 1 / sum;
        for (int slot = 0; slot < slots; slot++) {
            scores[labels[slot]] *= one;
        }
    }

    private void predictByLogarithms(double[] row, double[] scores) {
        Arrays.fill(scores, 0);
        double greatest = Double.NEGATIVE_INFINITY;
        for (int slot = 0; slot < slots; slot++) {
            double score = likelihoods.logarithm(slot, row);
            scores[labels[slot]] = score;
            greatest = Math.max(score, greatest);
        }
        if (Likelihoods.isImpossible(greatest, weights)) {
            Arrays.fill(scores, 0);
            return;
        }
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            double share = Math.exp(scores[labels[slot]] - greatest);
            scores[labels[slot]] = share;
            sum += share;
        }
        normalize(scores, sum);
    }

    /**
     * The shares of the classes, whatever the row.
     *
     * @param scores a place for each class, overwritten
     */
    public void shares(double[] scores) {
        ClassWeights.shares(weights, scores);
    }

    /** The class of the most weight, the first of equal ones; -1 as long as there is none. */
    public int heaviest() {
        int best = weights.length == 0 ? -1 : 0;
        for (int i = 1; i < weights.length; i++) {
            best = weights[i] > weights[best] ? i : best;
        }
        return best;
    }

    /** The weights of classes as far as classes were met. Not to be changed; another array later. */
    public double[] weights() {
        return weights;
    }

    /** How many classes rows were learned of: the slots are the numbers below. */
    public int slots() {
        return slots;
    }

    public int label(int slot) {
        return labels[slot];
    }

    /** The places of the features that are numbers. */
    public int[] numbers() {
        return numbers.places();
    }

    /** The places of the nominal features. */
    public int[] nominals() {
        return values.places();
    }

    /** The weight of the rows of a class that had a number at the given position of {@link #numbers}. */
    public double weight(int slot, int number) {
        return numbers.weight(slot, number);
    }

    public double mean(int slot, int number) {
        return numbers.mean(slot, number);
    }

    /** Of a sample; 0 for a single row. */
    public double variance(int slot, int number) {
        return numbers.variance(slot, number);
    }

    public double least(int slot, int number) {
        return numbers.least(slot, number);
    }

    public double greatest(int slot, int number) {
        return numbers.greatest(slot, number);
    }

    /** How often a value came in a class; the value is below {@link #met}. */
    public double count(int slot, int nominal, int value) {
        return values.count(slot, nominal, value);
    }

    /** How often a nominal feature had a value in a class. */
    public double sum(int slot, int nominal) {
        return values.sum(slot, nominal);
    }

    /** One more than the largest value of a nominal feature that came in a class. */
    public int met(int slot, int nominal) {
        return values.met(slot, nominal);
    }

    public long bytes() {
        return bytes;
    }

    private void count() {
        bytes = 160 + 12L * weights.length + 12L * labels.length + numbers.bytes() + values.bytes();
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(weights.length);
        for (double weight : weights) {
            out.writeDouble(weight);
        }
        out.writeInt(slots);
        out.writeInt(labels.length);
        for (int slot = 0; slot < slots; slot++) {
            out.writeInt(labels[slot]);
        }
        numbers.write(out, slots);
        values.write(out, slots);
    }

    public void read(DataInput in) throws IOException {
        double[] classWeights = new double[in.readInt()];
        for (int i = 0; i < classWeights.length; i++) {
            classWeights[i] = in.readDouble();
        }
        seed(classWeights);
        slots = in.readInt();
        labels = new int[0];
        numbers.clear();
        values.clear();
        grow(in.readInt());
        for (int slot = 0; slot < slots; slot++) {
            place(slot, in.readInt());
        }
        isInOrder = slots > 0 && labels[slots - 1] == slots - 1;
        numbers.read(in, slots);
        values.read(in, slots);
        for (int slot = 0; slot < slots; slot++) {
            numbers.keepFactor(slot, weights[labels[slot]]);
        }
        count();
    }
}
