package io.millrace.learn.bayes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The normal distributions of the numbers of each class, in flat arrays: mean and the sum of squared deviations by
 * Welford's recurrence (1962), the range, and half the precision, which is all that the likelihood of a row needs.
 *
 * <p>The ordinary row has all numbers, none of them huge, and so had those before; then the weights of all features of a
 * class are one, and the loops are without conditions. Rows with gaps take another way to the same numbers.
 */
final class Numbers {
    /**
     * Half the precision in place of that of a variance of 0, or of one that rounding made negative: what is not the mean
     * is as good as impossible.
     */
    private static final double SHARP = 1e200;
    /** Larger numbers are learned as this one, so that no square of a difference is infinite. */
    private static final double LARGEST = 1e100;

    private static final double HUGE = 1e50;
    private static final double TINY = 1e-50;
    /** The numbers kept for each class and feature: mean, half precision, squared deviations, least, greatest. */
    private static final int KEPT = 5;

    private final int[] places;
    private final int count;
    /** Whether anybody asks for the least and the greatest. */
    private final boolean hasRanges;
    /** By class: all means, all half precisions, and so on. */
    private double[] kept = {};
    /** By class: the weight of its rows. */
    private double[] weights = {};
    /** By class and feature: the weight of the rows without it; empty as long as there is none. */
    private double[] missed = {};

    Numbers(int[] places, boolean hasRanges) {
        this.places = places;
        this.hasRanges = hasRanges;
        count = places.length;
    }

    int[] places() {
        return places;
    }

    void grow(int classes) {
        int before = weights.length;
        weights = Arrays.copyOf(weights, classes);
        kept = Arrays.copyOf(kept, classes * KEPT * count);
        if (missed.length > 0) {
            missed = Arrays.copyOf(missed, classes * count);
        }
        for (int slot = before; slot < classes; slot++) {
            int least = (slot * KEPT + 3) * count;
            Arrays.fill(kept, least, least + count, Double.POSITIVE_INFINITY);
            Arrays.fill(kept, least + count, least + 2 * count, Double.NEGATIVE_INFINITY);
        }
    }

    void clear() {
        kept = new double[0];
        weights = new double[0];
        missed = new double[0];
    }

    /** Returns whether it needed more room. */
    boolean learn(int slot, double[] row, double weight) {
        double sum = weights[slot] + weight;
        weights[slot] = sum;
        if (missed.length > 0 || sum <= 1 || !isOrdinary(row)) {
            return learnWithGaps(slot, row, weight);
        }
        if (hasRanges) {
            learnWithRanges(slot, row, weight, sum);
        } else {
            learnPlain(slot, row, weight, sum);
        }
        return false;
    }

    /** Each mean by a division, so that it rounds as where predictions are compared with; splits depend on the last bit. */
    private void learnWithRanges(int slot, double[] row, double weight, double sum) {
        double degrees = 0.5 * (sum - 1);
        int mean = slot * KEPT * count;
        int half = mean + count;
        int squares = half + count;
        int least = squares + count;
        int greatest = least + count;
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            double difference = value - kept[mean + i];
            double moved = kept[mean + i] + weight * difference / sum;
            double squared = kept[squares + i] + weight * difference * (value - moved);
            kept[mean + i] = moved;
            kept[squares + i] = squared;
            double precision = degrees / squared;
            kept[half + i] = precision > 0 && precision < SHARP ? precision : SHARP;
            if (value < kept[least + i]) {
                kept[least + i] = value;
            }
            if (value > kept[greatest + i]) {
                kept[greatest + i] = value;
            }
        }
    }

    private void learnPlain(int slot, double[] row, double weight, double sum) {
        double degrees = 0.5 * (sum - 1);
        double share = weight / sum;
        int mean = slot * KEPT * count;
        int half = mean + count;
        int squares = half + count;
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            double difference = value - kept[mean + i];
            double moved = kept[mean + i] + share * difference;
            double squared = kept[squares + i] + weight * difference * (value - moved);
            kept[mean + i] = moved;
            kept[squares + i] = squared;
            double precision = degrees / squared;
            kept[half + i] = precision > 0 && precision < SHARP ? precision : SHARP;
        }
    }

    /** No gap, nothing huge. */
    private boolean isOrdinary(double[] row) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            sum += value * value;
        }
        return sum < LARGEST * LARGEST;
    }

    private boolean learnWithGaps(int slot, double[] row, double weight) {
        int mean = slot * KEPT * count;
        boolean isGrown = false;
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            if (Double.isFinite(value)) {
                value = Math.max(-LARGEST, Math.min(value, LARGEST));
                int at = mean + i;
                // Next to weights of rows with gaps a small weight may be lost.
                double sum = Math.max(weight, weight(slot, i));
                double difference = value - kept[at];
                double moved = kept[at] + weight * difference / sum;
                kept[at] = moved;
                kept[at + 2 * count] += weight * difference * (value - moved);
                kept[at + 3 * count] = Math.min(value, kept[at + 3 * count]);
                kept[at + 4 * count] = Math.max(value, kept[at + 4 * count]);
            } else {
                if (missed.length == 0) {
                    missed = new double[weights.length * count];
                    isGrown = true;
                }
                missed[slot * count + i] += weight;
            }
            kept[mean + count + i] = halfPrecision(slot, i);
        }
        return isGrown;
    }

    /** 0 for a feature that the class never had. */
    private double halfPrecision(int slot, int number) {
        double weight = weight(slot, number);
        double squares = kept[(slot * KEPT + 2) * count + number];
        return squares > 0 && weight > 1 ? Math.min(0.5 * (weight - 1) / squares, SHARP) : weight > 0 ? SHARP : 0;
    }

    /**
     * The part of a likelihood that is the same for every row without gaps, as a factor and, where that would be huge or
     * tiny, a logarithm beside it.
     *
     * @param logarithms takes the logarithm at {@code slot}, which is mostly 0
     * @return the square of the factor
     */
    double constant(int slot, double[] logarithms) {
        double product = 1;
        int half = (slot * KEPT + 1) * count;
        for (int i = 0; i < count; i++) {
            product *= factor(kept[half + i]);
            if (!(product < HUGE && product > TINY)) {
                logarithms[slot] += 0.5 * Math.log(product);
                product = 1;
            }
        }
        return product;
    }

    /** The square of the constant of a density; 1 where there is none: nothing seen, or always the same number. */
    private static double factor(double half) {
        return half > 0 && half < SHARP ? half * (1 / Math.PI) : 1;
    }

    /** What a row's numbers take from the logarithm of the likelihood. */
    double distance(int slot, double[] row) {
        int mean = slot * KEPT * count;
        int half = mean + count;
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i < count - 1; i += 2) {
            double difference = row[places[i]] - kept[mean + i];
            double next = row[places[i + 1]] - kept[mean + i + 1];
            even += difference * difference * kept[half + i];
            odd += next * next * kept[half + i + 1];
        }
        if (i < count) {
            double difference = row[places[i]] - kept[mean + i];
            even += difference * difference * kept[half + i];
        }
        double sum = even + odd;
        // NaN and the infinite come from gaps and huge numbers alone, and the ordinary row should not be asked for
        // them.
        return sum < Double.POSITIVE_INFINITY ? sum : distanceWithGaps(slot, row);
    }

    private double distanceWithGaps(int slot, double[] row) {
        double sum = 0;
        int mean = slot * KEPT * count;
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            double half = kept[mean + count + i];
            if (!Double.isFinite(value)) {
                sum += 0.5 * Math.log(factor(half));
            } else if (half > 0) {
                double difference = Math.max(-LARGEST, Math.min(value, LARGEST)) - kept[mean + i];
                sum += difference * difference * half;
            }
        }
        return sum;
    }

    /** Of the rows of a class that had the number. */
    double weight(int slot, int number) {
        return missed.length == 0 ? weights[slot] : Math.max(0, weights[slot] - missed[slot * count + number]);
    }

    double mean(int slot, int number) {
        return kept[slot * KEPT * count + number];
    }

    /** Of a sample; 0 for a single row. */
    double variance(int slot, int number) {
        double weight = weight(slot, number);
        return weight > 1 ? kept[(slot * KEPT + 2) * count + number] / (weight - 1) : 0;
    }

    double least(int slot, int number) {
        return kept[(slot * KEPT + 3) * count + number];
    }

    double greatest(int slot, int number) {
        return kept[(slot * KEPT + 4) * count + number];
    }

    long bytes() {
        return 96 + 8L * (kept.length + weights.length + missed.length);
    }

    void write(DataOutput out, int classes) throws IOException {
        out.writeBoolean(missed.length > 0);
        for (int slot = 0; slot < classes; slot++) {
            out.writeDouble(weights[slot]);
            for (int i = 0; i < count; i++) {
                out.writeDouble(mean(slot, i));
                out.writeDouble(kept[(slot * KEPT + 2) * count + i]);
                out.writeDouble(least(slot, i));
                out.writeDouble(greatest(slot, i));
                if (missed.length > 0) {
                    out.writeDouble(missed[slot * count + i]);
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int classes) throws IOException {
        missed = in.readBoolean() ? new double[weights.length * count] : new double[0];
        for (int slot = 0; slot < classes; slot++) {
            weights[slot] = in.readDouble();
            for (int i = 0; i < count; i++) {
                int at = slot * KEPT * count + i;
                kept[at] = in.readDouble();
                kept[at + 2 * count] = in.readDouble();
                kept[at + 3 * count] = in.readDouble();
                kept[at + 4 * count] = in.readDouble();
                if (missed.length > 0) {
                    missed[slot * count + i] = in.readDouble();
                }
                kept[at + count] = halfPrecision(slot, i);
            }
        }
    }
}
