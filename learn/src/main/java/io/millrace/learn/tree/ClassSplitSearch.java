package io.millrace.learn.tree;

import io.millrace.learn.bayes.ClassProfiles;
import io.millrace.learn.tree.TreeNode.Kind;
import java.util.Arrays;

/**
 * Finds the best split of a leaf. For a number it tries ten thresholds at equal distances between the least and the
 * greatest, and takes the classes for normally distributed (Pfahringer, Holmes and Kirkby, "Handling numeric attributes
 * in Hoeffding trees", PAKDD 2008); for a nominal feature a branch for each value, and one value against the others.
 *
 * <p>Not for several threads: it has scratch space.
 */
final class ClassSplitSearch {
    /** A merit below all: splits that leave nearly everything in one branch. */
    static final double NONE = Double.NEGATIVE_INFINITY;

    private static final int THRESHOLDS = 10;

    private final boolean isBinary;
    private final Merit merit;

    private double bestMerit;
    private double secondMerit;
    private Kind kind = Kind.LEAF;
    private int feature;
    private double threshold;
    /** Of the feature under examination. */
    private double featureMerit;

    private Kind featureKind = Kind.LEAF;
    private double featureThreshold;
    /** By class of the profiles: what goes to one branch, and to the other. */
    private double[] low = {};

    private double[] high = {};
    private double[] inverseDeviations = {};
    /** By value of a nominal feature: the classes. */
    private double[][] byValue = {};

    ClassSplitSearch(boolean isGini, boolean isBinary) {
        this.isBinary = isBinary;
        merit = new Merit(isGini);
    }

    /** Looks at every feature of the profiles, in order; of equally good ones the last wins. */
    void search(ClassProfiles profiles) {
        bestMerit = NONE;
        secondMerit = NONE;
        kind = Kind.LEAF;
        merit.start(profiles.weights());
        int[] numbers = profiles.numbers();
        int[] nominals = profiles.nominals();
        makeRoom(profiles.slots());
        int i = 0;
        int j = 0;
        while (i < numbers.length || j < nominals.length) {
            if (j == nominals.length || (i < numbers.length && numbers[i] < nominals[j])) {
                searchNumber(profiles, i);
                compare(numbers[i++]);
            } else {
                searchNominal(profiles, j);
                compare(nominals[j++]);
            }
        }
    }

    /** The merit of the best split at one feature; {@link #NONE} without one. */
    double meritOf(ClassProfiles profiles, int place) {
        merit.start(profiles.weights());
        makeRoom(profiles.slots());
        int number = Arrays.binarySearch(profiles.numbers(), place);
        if (number >= 0) {
            searchNumber(profiles, number);
        } else {
            searchNominal(profiles, Arrays.binarySearch(profiles.nominals(), place));
        }
        return featureMerit;
    }

    private void makeRoom(int slots) {
        if (low.length < slots) {
            low = new double[slots];
            high = new double[slots];
            inverseDeviations = new double[slots];
        }
    }

    private void compare(int place) {
        if (featureKind == Kind.LEAF) {
            return;
        }
        if (featureMerit >= bestMerit) {
            secondMerit = bestMerit;
            bestMerit = featureMerit;
            feature = place;
            kind = featureKind;
            threshold = featureThreshold;
        } else {
            secondMerit = Math.max(secondMerit, featureMerit);
        }
    }

    private void searchNumber(ClassProfiles profiles, int number) {
        featureKind = Kind.LEAF;
        featureMerit = NONE;
        int slots = profiles.slots();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int slot = 0; slot < slots; slot++) {
            if (profiles.weight(slot, number) > 0) {
                least = Math.min(least, profiles.least(slot, number));
                greatest = Math.max(greatest, profiles.greatest(slot, number));
            }
        }
        keepDeviations(profiles, number);
        double step = (greatest - least) / (THRESHOLDS + 1.0);
        for (int i = 1; i <= THRESHOLDS; i++) {
            double candidate = step * i + least;
            if (candidate > least && candidate < greatest) {
                divide(profiles, number, candidate);
                double value = merit.of(low, high, slots);
                if (featureKind == Kind.LEAF || value > featureMerit) {
                    featureKind = Kind.NUMBER;
                    featureMerit = value;
                    featureThreshold = candidate;
                }
            }
        }
    }

    private void keepDeviations(ClassProfiles profiles, int number) {
        for (int slot = 0; slot < profiles.slots(); slot++) {
            inverseDeviations[slot] = 1 / Math.sqrt(profiles.variance(slot, number));
        }
    }

    private void divide(ClassProfiles profiles, int number, double candidate) {
        for (int slot = 0; slot < profiles.slots(); slot++) {
            double weight = profiles.weight(slot, number);
            double share;
            if (candidate < profiles.least(slot, number)) {
                share = 0;
            } else if (candidate >= profiles.greatest(slot, number)) {
                share = 1;
            } else {
                double point = (candidate - profiles.mean(slot, number)) * inverseDeviations[slot];
                share = Double.isNaN(point) ? 0.5 : NormalTable.below(point);
            }
            low[slot] = share * weight;
            high[slot] = weight - low[slot];
        }
    }

    private void searchNominal(ClassProfiles profiles, int nominal) {
        featureKind = Kind.LEAF;
        featureMerit = NONE;
        int slots = profiles.slots();
        int values = 0;
        for (int slot = 0; slot < slots; slot++) {
            values = Math.max(values, profiles.met(slot, nominal));
        }
        if (values == 0) {
            return;
        }
        if (!isBinary) {
            featureKind = Kind.VALUES;
            featureMerit = merit.of(byValue(profiles, nominal, values), values, slots);
        }
        for (int value = 0; value < values; value++) {
            divideByValue(profiles, nominal, value);
            double candidate = merit.of(low, high, slots);
            if (featureKind == Kind.LEAF || candidate > featureMerit) {
                featureKind = Kind.VALUE;
                featureMerit = candidate;
                featureThreshold = value;
            }
        }
    }

    private double[][] byValue(ClassProfiles profiles, int nominal, int values) {
        int slots = profiles.slots();
        if (byValue.length < values) {
            byValue = Arrays.copyOf(byValue, values);
        }
        for (int value = 0; value < values; value++) {
            if (byValue[value] == null || byValue[value].length < slots) {
                byValue[value] = new double[slots];
            }
            for (int slot = 0; slot < slots; slot++) {
                byValue[value][slot] = count(profiles, slot, nominal, value);
            }
        }
        return byValue;
    }

    private void divideByValue(ClassProfiles profiles, int nominal, int value) {
        for (int slot = 0; slot < profiles.slots(); slot++) {
            double all = profiles.sum(slot, nominal);
            low[slot] = count(profiles, slot, nominal, value);
            high[slot] = all - low[slot];
        }
    }

    private static double count(ClassProfiles profiles, int slot, int nominal, int value) {
        return value < profiles.met(slot, nominal) ? profiles.count(slot, nominal, value) : 0;
    }

    double bestMerit() {
        return bestMerit;
    }

    double secondMerit() {
        return secondMerit;
    }

    /** What merits are at most. */
    double range() {
        return merit.range();
    }

    /** The merit of not splitting. */
    double meritOfNone() {
        return merit.ofNone();
    }

    /** Of the best split; {@link Kind#LEAF} when there is none. */
    Kind kind() {
        return kind;
    }

    int feature() {
        return feature;
    }

    double threshold() {
        return threshold;
    }

    /** The weights of the classes in each branch of the best split, by class. */
    double[][] branches(ClassProfiles profiles) {
        makeRoom(profiles.slots());
        if (kind == Kind.NUMBER) {
            int number = Arrays.binarySearch(profiles.numbers(), feature);
            divideExactly(profiles, number);
            return new double[][] {byLabel(profiles, low), byLabel(profiles, high)};
        }
        int nominal = Arrays.binarySearch(profiles.nominals(), feature);
        if (kind == Kind.VALUE) {
            divideByValue(profiles, nominal, (int) threshold);
            return new double[][] {byLabel(profiles, low), byLabel(profiles, high)};
        }
        int values = 0;
        for (int slot = 0; slot < profiles.slots(); slot++) {
            values = Math.max(values, profiles.met(slot, nominal));
        }
        double[][] counts = byValue(profiles, nominal, values);
        double[][] weights = new double[values][];
        Arrays.setAll(weights, value -> byLabel(profiles, counts[value]));
        return weights;
    }

    /**
     * As {@link #divide}, to the last bit as MOA rounds: what the leaves below begin with decides in which row they look
     * for a split again.
     */
    private void divideExactly(ClassProfiles profiles, int number) {
        for (int slot = 0; slot < profiles.slots(); slot++) {
            double weight = profiles.weight(slot, number);
            double deviation = Math.sqrt(profiles.variance(slot, number));
            if (threshold < profiles.least(slot, number)) {
                low[slot] = 0;
                high[slot] = weight;
            } else if (threshold >= profiles.greatest(slot, number)) {
                low[slot] = weight;
                high[slot] = 0;
            } else if (deviation > 0) {
                double mean = profiles.mean(slot, number);
                double equal = NormalDistribution.density(threshold, mean, deviation) * weight;
                double less = NormalDistribution.below((threshold - mean) / deviation) * weight - equal;
                double rest = weight - equal - less;
                low[slot] = less + equal;
                high[slot] = Math.max(0, rest);
            } else {
                low[slot] = 0.5 * weight;
                high[slot] = 0.5 * weight;
            }
        }
    }

    private static double[] byLabel(ClassProfiles profiles, double[] bySlot) {
        int length = 0;
        for (int slot = 0; slot < profiles.slots(); slot++) {
            length = bySlot[slot] > 0 ? Math.max(length, profiles.label(slot) + 1) : length;
        }
        double[] weights = new double[length];
        for (int slot = 0; slot < profiles.slots(); slot++) {
            if (bySlot[slot] > 0) {
                weights[profiles.label(slot)] = bySlot[slot];
            }
        }
        return weights;
    }
}
