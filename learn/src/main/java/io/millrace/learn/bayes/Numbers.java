package io.millrace.learn.bayes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The normal distributions of the numbers of each class, in flat arrays: weight, mean and the sum of squared deviations
 * by Welford's recurrence (1962), the range, and half the precision, which is all that the likelihood of a row needs.
 */
final class Numbers {
    /** Half the precision in place of that of a variance of 0: what is not the mean is as good as impossible. */
    private static final double SHARP = 1e200;

    /** Larger numbers are learned as this one, so that no square of a difference is infinite. */
    private static final double LARGEST = 1e100;

    private static final double HUGE = 1e50;
    private static final double TINY = 1e-50;
    private static final double FLAT = 1e-250;

    private static final int MODEL = 2;
    private static final int MOMENTS = 4;

    private final int[] places;
    /** By class and number: mean, half the precision. */
    private double[] model = {};
    /** By class and number: weight, sum of squared deviations, least, greatest. */
    private double[] moments = {};

    Numbers(int[] places) {
        this.places = places;
    }

    int[] places() {
        return places;
    }

    void grow(int classes) {
        int before = moments.length;
        model = Arrays.copyOf(model, classes * MODEL * places.length);
        moments = Arrays.copyOf(moments, classes * MOMENTS * places.length);
        for (int n = before; n < moments.length; n += MOMENTS) {
            moments[n + 2] = Double.POSITIVE_INFINITY;
            moments[n + 3] = Double.NEGATIVE_INFINITY;
        }
    }

    void learn(int slot, double[] row, double weight) {
        int m = slot * MODEL * places.length;
        int n = slot * MOMENTS * places.length;
        double share = 0;
        double sumOfShare = -1;
        for (int place : places) {
            double value = row[place];
            if (Math.abs(value) < Double.POSITIVE_INFINITY) {
                value = Math.abs(value) > LARGEST ? Math.copySign(LARGEST, value) : value;
                double sum = moments[n] + weight;
                if (sum != sumOfShare) {
                    share = weight / sum;
                    sumOfShare = sum;
                }
                double difference = value - model[m];
                double mean = model[m] + share * difference;
                double squares = moments[n + 1] + weight * difference * (value - mean);
                model[m] = mean;
                model[m + 1] = halfPrecision(sum, squares);
                moments[n] = sum;
                moments[n + 1] = squares;
                moments[n + 2] = value < moments[n + 2] ? value : moments[n + 2];
                moments[n + 3] = value > moments[n + 3] ? value : moments[n + 3];
            }
            m += MODEL;
            n += MOMENTS;
        }
    }

    private static double halfPrecision(double weight, double squares) {
        if (squares > 0 && weight > 1) {
            double half = 0.5 * (weight - 1) / squares;
            return half < SHARP ? (half > FLAT ? half : FLAT) : SHARP;
        }
        return SHARP;
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
        int m = slot * MODEL * places.length + 1;
        for (int i = 0; i < places.length; i++, m += MODEL) {
            double half = model[m];
            product *= factor(half);
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
        int m = slot * MODEL * places.length;
        double sum = 0;
        double other = 0;
        int i = 0;
        for (; i < places.length - 1; i += 2, m += 2 * MODEL) {
            double difference = row[places[i]] - model[m];
            double next = row[places[i + 1]] - model[m + MODEL];
            sum += difference * difference * model[m + 1];
            other += next * next * model[m + MODEL + 1];
        }
        if (i < places.length) {
            double difference = row[places[i]] - model[m];
            sum += difference * difference * model[m + 1];
        }
        sum += other;
        // NaN and the infinite come from gaps and huge numbers alone, and the ordinary row should not be asked for them.
        return sum < Double.POSITIVE_INFINITY ? sum : distanceWithGaps(slot, row);
    }

    private double distanceWithGaps(int slot, double[] row) {
        double sum = 0;
        int m = slot * MODEL * places.length;
        for (int place : places) {
            double value = row[place];
            double half = model[m + 1];
            if (value - value != 0) {
                sum += 0.5 * Math.log(factor(half));
            } else if (half > 0) {
                double clamped = Math.max(-LARGEST, Math.min(value, LARGEST));
                double difference = clamped - model[m];
                sum += difference * difference * half;
            }
            m += MODEL;
        }
        return sum;
    }

    double weight(int slot, int number) {
        return moments[(slot * places.length + number) * MOMENTS];
    }

    double mean(int slot, int number) {
        return model[(slot * places.length + number) * MODEL];
    }

    /** Of a sample; 0 for a single row. */
    double variance(int slot, int number) {
        int n = (slot * places.length + number) * MOMENTS;
        return moments[n] > 1 ? moments[n + 1] / (moments[n] - 1) : 0;
    }

    double least(int slot, int number) {
        return moments[(slot * places.length + number) * MOMENTS + 2];
    }

    double greatest(int slot, int number) {
        return moments[(slot * places.length + number) * MOMENTS + 3];
    }

    long bytes() {
        return 64 + 8L * (model.length + moments.length);
    }

    void write(DataOutput out, int classes) throws IOException {
        for (int i = 0; i < classes * places.length; i++) {
            out.writeDouble(model[i * MODEL]);
            for (int j = 0; j < MOMENTS; j++) {
                out.writeDouble(moments[i * MOMENTS + j]);
            }
        }
    }

    void read(DataInput in, int classes) throws IOException {
        for (int i = 0; i < classes * places.length; i++) {
            int m = i * MODEL;
            int n = i * MOMENTS;
            model[m] = in.readDouble();
            for (int j = 0; j < MOMENTS; j++) {
                moments[n + j] = in.readDouble();
            }
            model[m + 1] = moments[n] > 0 ? halfPrecision(moments[n], moments[n + 1]) : 0;
        }
    }
}
