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
    /** What is kept for each class and feature; half of the precision. */
    private static final int MEAN = 0;

    private static final int HALF = 1;
    /** The sum of squared deviations. */
    private static final int SQUARES = 2;

    /** The weight of the rows without it. */
    private static final int MISSED = 3;

    /** A power of two, and written as a factor below: else bounds of arrays are checked for each number of each row. */
    private static final int KEPT = 4;
    /** The least one, and after it the greatest. */
    private static final int RANGE = 2;

    /** What is kept for each class before that: the weight of its rows. */
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
    /** By class: what is kept for it, then that for each feature. */
    private double[] kept = {};
    /** By class and feature, if anybody asks for them. */
    private double[] ranges = {};
    /** Whether a row had a gap. */
    private boolean hasGaps;

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
        if (hasRanges) {
            ranges = Arrays.copyOf(ranges, more * count * RANGE);
        }
        for (int slot = before; slot < more; slot++) {
            clear(slot);
        }
    }

    /** Forgets a class. */
    void clear(int slot) {
        Arrays.fill(kept, slot * size, (slot + 1) * size, 0);
        for (int i = 0; hasRanges && i < count; i++) {
            ranges[range(slot, i)] = Double.POSITIVE_INFINITY;
            ranges[range(slot, i) + 1] = Double.NEGATIVE_INFINITY;
        }
    }

    private int at(int slot, int number) {
        return slot * size + FIRST + number * KEPT;
    }

    private int range(int slot, int number) {
        return (slot * count + number) * RANGE;
    }

    /** Moves a class to the next slot. */
    void move(int slot) {
        System.arraycopy(kept, slot * size, kept, (slot + 1) * size, size);
        if (hasRanges) {
            System.arraycopy(ranges, range(slot, 0), ranges, range(slot + 1, 0), count * RANGE);
        }
    }

    void clear() {
        classes = 0;
        kept = new double[0];
        ranges = new double[0];
        hasGaps = false;
    }

    /**
     * Learns a row.
     *
     * @param classWeight what {@link #factor} multiplies with
     */
    void learn(int slot, double[] row, double weight, double classWeight) {
        double sum = kept[slot * size + WEIGHT] + weight;
        kept[slot * size + WEIGHT] = sum;
        int learned = 0;
        if (!hasGaps && sum > 1) {
            learned = learnOrdinary(slot, row, weight, sum, classWeight);
        }
        if (learned == count && sum > 1) {
            return;
        }
        learnWithGaps(slot, row, weight, learned);
        keepFactor(slot, classWeight);
    }

    /**
     * With ranges each mean by a division, so that it rounds as where predictions are compared with: splits depend on the
     * last bit.
     *
     * @return how many numbers it learned: those before a gap or something huge
     */
    private int learnOrdinary(int slot, double[] row, double weight, double sum, double classWeight) {
        double degrees = 0.5 * (sum - 1);
        double share = weight / sum;
        double constant = 1;
        double[] kept = this.kept;
        double[] ranges = this.ranges;
        int[] places = this.places;
        int at = slot * size + FIRST;
        int range = range(slot, 0);
        for (int i = 0; i < places.length; i++) {
            double value = row[places[i]];
            if (!(Math.abs(value) < LARGEST)) {
                return i;
            }
            double difference = value - kept[at + i * KEPT + MEAN];
            double moved = kept[at + i * KEPT + MEAN] + (hasRanges ? weight * difference / sum : share * difference);
            double squared = kept[at + i * KEPT + SQUARES] + weight * difference * (value - moved);
            double precision = degrees / squared;
            double product = constant * (precision * INVERSE_PI);
            // Where the product is ordinary the precision is, too.
            if (product < HUGE && product > TINY) {
                constant = product;
            } else if (precision > 0 && precision < SHARP) {
                constant = Double.NaN;
            } else {
                precision = SHARP;
            }
            kept[at + i * KEPT + MEAN] = moved;
            kept[at + i * KEPT + HALF] = precision;
            kept[at + i * KEPT + SQUARES] = squared;
            if (hasRanges) {
                if (value < ranges[range + i * RANGE]) {
                    ranges[range + i * RANGE] = value;
                }
                if (value > ranges[range + i * RANGE + 1]) {
                    ranges[range + i * RANGE + 1] = value;
                }
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
    private void learnWithGaps(int slot, double[] row, double weight, int first) {
        for (int i = first; i < count; i++) {
            double value = row[places[i]];
            int at = at(slot, i);
            if (Double.isFinite(value)) {
                value = Math.max(-LARGEST, Math.min(value, LARGEST));
                // Next to weights of rows with gaps a small weight may be lost.
                double sum = Math.max(weight, weight(slot, i));
                double difference = value - kept[at + MEAN];
                double moved = kept[at + MEAN] + weight * difference / sum;
                kept[at + MEAN] = moved;
                kept[at + SQUARES] += weight * difference * (value - moved);
                if (hasRanges) {
                    ranges[range(slot, i)] = Math.min(value, least(slot, i));
                    ranges[range(slot, i) + 1] = Math.max(value, greatest(slot, i));
                }
            } else {
                hasGaps = true;
                kept[at + MISSED] += weight;
            }
            kept[at + HALF] = halfPrecision(slot, i);
        }
    }

    /** 0 for a feature that the class never had. */
    private double halfPrecision(int slot, int number) {
        double weight = weight(slot, number);
        double squares = kept[at(slot, number) + SQUARES];
        return squares > 0 && weight > 1 ? Math.min(0.5 * (weight - 1) / squares, SHARP) : weight > 0 ? SHARP : 0;
    }

    void keepFactor(int slot, double classWeight) {
        double product = 1;
        double logarithm = 0;
        for (int i = 0; i < count; i++) {
            product *= factor(kept[at(slot, i) + HALF]);
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
        int at = slot * size + FIRST;
        double sum = -kept[slot * size + LOGARITHM];
        for (int i = 0; i < places.length; i++) {
            double difference = row[places[i]] - kept[at + i * KEPT + MEAN];
            sum += difference * difference * kept[at + i * KEPT + HALF];
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
        int next = size + FIRST;
        double first = -kept[LOGARITHM];
        double second = -kept[size + LOGARITHM];
        for (int i = 0; i < places.length; i++) {
            double value = row[places[i]];
            double one = value - kept[FIRST + i * KEPT + MEAN];
            double other = value - kept[next + i * KEPT + MEAN];
            first += one * one * kept[FIRST + i * KEPT + HALF];
            second += other * other * kept[next + i * KEPT + HALF];
        }
        return first < far ? first - second : Double.NaN;
    }

    private double distanceWithGaps(int slot, double[] row) {
        double sum = -kept[slot * size + LOGARITHM];
        for (int i = 0; i < count; i++) {
            double value = row[places[i]];
            double half = kept[at(slot, i) + HALF];
            if (!Double.isFinite(value)) {
                sum += 0.5 * Math.log(factor(half));
            } else if (half > 0) {
                double difference = Math.max(-LARGEST, Math.min(value, LARGEST)) - kept[at(slot, i) + MEAN];
                sum += difference * difference * half;
            }
        }
        return sum;
    }

    /** Of the rows of a class that had the number. */
    double weight(int slot, int number) {
        double weight = kept[slot * size + WEIGHT];
        return hasGaps ? Math.max(0, weight - kept[at(slot, number) + MISSED]) : weight;
    }

    double mean(int slot, int number) {
        return kept[at(slot, number) + MEAN];
    }

    /** Of a sample; 0 for a single row. */
    double variance(int slot, int number) {
        double weight = weight(slot, number);
        return weight > 1 ? kept[at(slot, number) + SQUARES] / (weight - 1) : 0;
    }

    double least(int slot, int number) {
        return ranges[range(slot, number)];
    }

    double greatest(int slot, int number) {
        return ranges[range(slot, number) + 1];
    }

    long bytes() {
        return 128 + 8L * (kept.length + ranges.length);
    }

    void write(DataOutput out, int slots) throws IOException {
        out.writeBoolean(hasGaps);
        for (int slot = 0; slot < slots; slot++) {
            out.writeDouble(kept[slot * size + WEIGHT]);
            for (int i = 0; i < count; i++) {
                out.writeDouble(mean(slot, i));
                out.writeDouble(kept[at(slot, i) + SQUARES]);
                if (hasRanges) {
                    out.writeDouble(least(slot, i));
                    out.writeDouble(greatest(slot, i));
                }
                if (hasGaps) {
                    out.writeDouble(kept[at(slot, i) + MISSED]);
                }
            }
        }
    }

    /** After {@link #grow}. */
    void read(DataInput in, int slots) throws IOException {
        hasGaps = in.readBoolean();
        for (int slot = 0; slot < slots; slot++) {
            kept[slot * size + WEIGHT] = in.readDouble();
            for (int i = 0; i < count; i++) {
                int at = at(slot, i);
                kept[at + MEAN] = in.readDouble();
                kept[at + SQUARES] = in.readDouble();
                if (hasRanges) {
                    ranges[range(slot, i)] = in.readDouble();
                    ranges[range(slot, i) + 1] = in.readDouble();
                }
                if (hasGaps) {
                    kept[at + MISSED] = in.readDouble();
                }
                kept[at + HALF] = halfPrecision(slot, i);
            }
        }
    }
}
