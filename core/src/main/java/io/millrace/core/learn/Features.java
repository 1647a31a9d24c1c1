package io.millrace.core.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a learner, in order. A row is a {@code double[]} with a place for each: a number, the index of a nominal
 * value, or {@link Double#NaN} where the value is missing. A learner takes an infinite number, and a nominal value that
 * is no whole number from 0 to below {@link Feature#values}, for missing too.
 */
public final class Features {
    private final List<Feature> features;
    private final int[] values;

    private Features(List<Feature> features) {
        this.features = List.copyOf(features);
        values = features.stream().mapToInt(Feature::values).toArray();
    }

    public static Features of(List<Feature> features) {
        return new Features(features);
    }

    public static Features of(Feature... features) {
        return new Features(List.of(features));
    }

    /** So many numbers, named {@code x0}, {@code x1} and so on. */
    public static Features numeric(int count) {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(Feature.numeric("x" + i));
        }
        return new Features(features);
    }

    public int size() {
        return values.length;
    }

    public Feature get(int index) {
        return features.get(index);
    }

    public List<Feature> all() {
        return features;
    }

    public boolean isNominal(int index) {
        return values[index] > 0;
    }

    /** How many values a nominal feature may have; 0 for a number. */
    public int values(int index) {
        return values[index];
    }

    /**
     * The value of a nominal feature as an index, or -1 where it is missing.
     *
     * @param value a place of a row
     */
    public int nominal(int index, double value) {
        int whole = (int) value;
        return whole == value && whole >= 0 && whole < values[index] ? whole : -1;
    }

    @Override
    public String toString() {
        return features.toString();
    }
}
