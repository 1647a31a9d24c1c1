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
    /** What is kept for each class before them: the weight of its rows. */
    private static final int WEIGHT = 0;
    /** The part of a likelihood that is the same for every row without gaps, times the weight of the class. */
    private static final int FACTOR = 1;
    /** The logarithm of another such part, where that would be huge or tiny. */
    private static final int LOGARITHM = 2;

    private static final int FIRST = 3;

    private static final double INVERSE_PI = 1 / Math.PI;

    private final int[] places;
    private final int count;
    /** Whether anybody asks for the least and the greatest. */
    private final boolean hasRanges;
    /** How much is kept for each class. */
    private final int size;

    private int classes;
    /** By class: what is kept for it, then all means, all half precisions, and so on. */
    private double[] kept = {};
    /** By class and feature: the weight of the rows without it; empty as long as there is none. */
    private double[] missed = {};

    Numbers(int[] places, boolean hasRanges) {
        this.places = places;
        this.hasRanges = hasRanges;
        count = places.length;
        size = FIRST + KEPT * count;
    }

    int[] places() {
        return places;
    }

    void grow(int more) {
        int before = classes;
        classes = more;
        kept = Arrays.copyOf(kept, more * size);
        if (missed.length > 0) {
            missed = Arrays.copyOf(missed, more * count);
        }
        for (int slot = before; slot < more; slot++) {
            clear(slot);
        }
    }

    /** Forgets a class. */
    void clear(int slot) {
        int first = slot * size + FIRST;
        Arrays.fill(kept, slot * size, first + 3 * count, 0);
        Arrays.fill(kept, first + 3 * count, first + 4 * count, Double.POSITIVE_INFINITY);
        Arrays.fill(kept, first + 4 * count, first + 5 * count, Double.NEGATIVE_INFINITY);
        if (missed.length > 0) {
            Arrays.fill(missed, slot * count, (slot + 1) * count, 0);
        }
    }

    /** Moves a class to the next slot. */
    void move(int slot) {
        System.arraycopy(kept, slot * size, kept, (slot + 1) * size, size);
        if (missed.length > 0) {
            System.arraycopy(missed, slot * count, missed, (slot + 1) * count, count);
        }
    }

    void clear() {
        classes = 0;
        kept = new double[0];
        missed = new double[0];
    }

    /**
     * Learns a row.
     *
     * @param classWeight what {@link #factor} multiplies with
     * @return whether it needed more room
     */
    boolean learn(int slot, double[] row, double weight, double classWeight) {
        double sum = kept[slot * size + WEIGHT] + weight;
        kept[slot * size + WEIGHT] = sum;
        int learned = 0;
        if (missed.length == 0 && sum > 1) {
            learned = hasRanges
                    ? learnWithRanges(slot, row, weight, sum, classWeight)
                    : learnPlain(slot, row, weight, sum, classWeight);
        }
        if (learned == count && sum > 1) {
            return false;
        }
        boolean isGrown = learnWithGaps(slot, row, weight, learned);
        keepFactor(slot, classWeight);
        return isGrown;
    }

    /**
     * Each mean by a division, so that it rounds as where predictions are compared with; splits depend on the last bit.
     *
     * @return how many numbers it learned: those before a gap or something huge
     */
    private int learnWithRanges(int slot, double[] row, double weight, double sum, double classWeight) {
        double degrees = 0.5 * (sum - 1);
        double constant = 1;
        double[] kept = this.kept;
        int[] places = this.places;
        int half = places.length;
        int at = slot * size + FIRST;
        for (int i = 0; i < places.length; i++, at++) {
            double value = row[places[i]];
            if (!(Math.abs(value) < LARGEST)) {
                return i;
            }
            double difference = value - kept[at];
            double moved = kept[at] + weight * difference / sum;
            double squared = kept[at + 2 * half] + weight * difference * (value - moved);
            kept[at] = moved;
            kept[at + 2 * half] = squared;
            double precision = degrees / squared;
            if (precision > 0 && precision < SHARP) {
                constant *= precision * INVERSE_PI;
            } else {
                precision = SHARP;
            }
            kept[at + half] = precision;
            if (!(constant < HUGE && constant > TINY)) {
                constant = Double.NaN;
            }
            if (value < kept[at + 3 * half]) {
                kept[at + 3 * half] = value;
            }
            if (value > kept[at + 4 * half]) {
                kept[at + 4 * half] = value;
            }
        }
        keepFactor(slot, constant, classWeight);
        return places.length;
    }

    private int learnPlain(int slot, double[] row, double weight, double sum, double classWeight) {
        double degrees = 0.5 * (sum - 1);
        double share = weight / sum;
        double constant = 1;
        double[] kept = this.kept;
        int[] places = this.places;
        int half = places.length;
        int at = slot * size + FIRST;
        for (int i = 0; i < places.length; i++, at++) {
            double value = row[places[i]];
            if (!(Math.abs(value) < LARGEST)) {
                return i;
            }
            double difference = value - kept[at];
            double moved = kept[at] + share * difference;
            double squared = kept[at + 2 * half] + weight * difference * (value - moved);
            kept[at] = moved;
            kept[at + 2 * half] = squared;
            double precision = degrees / squared;
            if (precision > 0 && precision < SHARP) {
                constant *= precision * INVERSE_PI;
            } else {
                precision = SHARP;
            }
            kept[at + half] = precision;
            if (!(constant < HUGE && constant > TINY)) {
                constant = Double.NaN;
            }
        }
        keepFactor(slot, constant, classWeight);
        return places.length;
    }

    /** {@code constant} is the product over all numbers, or NaN where it became huge or tiny on the way. */
    private void keepFactor(int slot, double constant, double classWeight) {
        if (constant > TINY) {
            kept[slot * size + FACTOR] = classWeight * Math.sqrt(constant);
            kept[slot * size + LOGARITHM] = 0;
        } else {
            keepFactor(slot, classWeight);
        }
    }

    /** From the given number on. */
    private boolean learnWithGaps(int slot, double[] row, double weight, int first) {
        int mean = slot * size + FIRST;
        boolean isGrown = false;
        for (int i = first; i < count; i++) {
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
                    missed = new double[classes * count];
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
        double squares = kept[slot * size + FIRST + 2 * count + number];
        return squares > 0 && weight > 1 ? Math.min(0.5 * (weight - 1) / squares, SHARP) : weight > 0 ? SHARP : 0;
    }

    void keepFactor(int slot, double classWeight) {
        double product = 1;
        double logarithm = 0;
        int half = slot * size + FIRST + count;
        for (int i = 0; i < count; i++) {
            product *= factor(kept[half + i]);
            if (!(product < HUGE && product > TINY)) {
                logarithm += 0.5 * Math.log(product);
                product = 1;
            }
        }
        kept[slot * size + FACTOR] = classWeight * Math.sqrt(product);
        kept[slot * size + LOGARITHM] = logarithm;
    }

    /** The weight of a class, times the part of a likelihood that is the same for every row without gaps. */
    double factor(int slot) {
        return kept[slot * size + FACTOR];
    }

    /** The square of the constant of a density; 1 where there is none: nothing seen, or always the same number. */
    private static double factor(double half) {
        return half > 0 && half < SHARP ? half * INVERSE_PI : 1;
    }

    /** What a row's numbers take from the logarithm of the likelihood. */
    double distance(int slot, double[] row) {
        double[] kept = this.kept;
        int[] places = this.places;
        int half = places.length;
        int at = slot * size + FIRST;
        double sum = -kept[slot * size + LOGARITHM];
        for (int i = 0; i < places.length; i++, at++) {
            double difference = row[places[i]] - kept[at];
            sum += difference * difference * kept[at + half];
        }
        // NaN and the infinite come from gaps and huge numbers alone, and the ordinary row should not be asked for
        // them.
        return sum < Double.POSITIVE_INFINITY ? sum : distanceWithGaps(slot, row);
    }

    /**
     * How much nearer a row's numbers are to the second class than to the first: the difference of {@link #distance}, in
     * one pass over the row; NaN where the first is further than {@code far}, and for some rows that are not ordinary.
     */
    double nearer(double[] row, double far) {
        double[] kept = this.kept;
        int[] places = this.places;
        int half = places.length;
        int at = FIRST;
        int next = size + FIRST;
        double first = -kept[LOGARITHM];
        double second = -kept[size + LOGARITHM];
        for (int i = 0; i < places.length; i++) {
            double value = row[places[i]];
            double one = value - kept[at + i];
            double other = value - kept[next + i];
            first += one * one * kept[at + half + i];
            second += other * other * kept[next + half + i];
        }
        return first < far ? first - second : Double.NaN;
    }

    private double distanceWithGaps(int slot, double[] row) {
        double sum = -kept[slot * size + LOGARITHM];
        int mean = slot * size + FIRST;
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
        double weight = kept[slot * size + WEIGHT];
        return missed.length == 0 ? weight : Math.max(0, weight - missed[slot * count + number]);
    }

    double mean(int slot, int number) {
        return kept[slot * size + FIRST + number];
    }

    /** Of a sample; 0 for a single row. */
    double variance(int slot, int number) {
        double weight = weight(slot, number);
        return weight > 1 ? kept[slot * size + FIRST + 2 * count + number] / (weight - 1) : 0;
    }

    double least(int slot, int number) {
        return kept[slot * size + FIRST + 3 * count + number];
    }

    double greatest(int slot, int number) {
        return kept[slot * size + FIRST + 4 * count + number];
    }

    long bytes() {
        return 128 + 8L * (kept.length + missed.length);
    }

    void write(DataOutput out, int slots) throws IOException {
        out.writeBoolean(missed.length > 0);
        for (int slot = 0; slot < slots; slot++) {
            out.writeDouble(kept[slot * size + WEIGHT]);
            for (int i = 0; i < count; i++) {
                out.writeDouble(mean(slot, i));
                out.writeDouble(kept[slot * size + FIRST + 2 * count + i]);
                out.writeDouble(least(slot, i));
                out.writeDouble(greatest(slot, i));
                if (missed.length > 0) {
                    out.writeDouble(missed[slot * count + i]);
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int slots) throws IOException {
        missed = in.readBoolean() ? new double[classes * count] : new double[0];
        for (int slot = 0; slot < slots; slot++) {
            kept[slot * size + WEIGHT] = in.readDouble();
            for (int i = 0; i < count; i++) {
                int at = slot * size + FIRST + i;
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
