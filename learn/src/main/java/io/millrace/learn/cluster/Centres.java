package io.millrace.learn.cluster;

import io.millrace.learn.random.Randomness;
import java.util.Arrays;

/** Points side by side in one array, and which of them is the nearest to a row. */
final class Centres {
    /** Squares of differences of such values, times a weight, are numbers. */
    private static final double VALUE_MAX = 1e75;

    private static final double WEIGHT_MAX = 1e50;

    final int count;
    final int width;
    final double[] values;

    Centres(int count, int width) {
        this.count = count;
        this.width = width;
        values = new double[count * width];
    }

    static boolean isWeight(double weight) {
        return weight > 0 && weight < WEIGHT_MAX;
    }

    /** How far a value is from where it is expected; a value that is missing is there. */
    static double off(double value, double expected) {
        return Double.isFinite(value) ? Math.max(-VALUE_MAX, Math.min(value, VALUE_MAX)) - expected : 0;
    }

    /** The square of the distance of a row from a point. */
    static double distance(double[] row, int from, double[] points, int at, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double off = off(row[from + i], points[at + i]);
            sum += off * off;
        }
        return sum;
    }

    int nearest(double[] row, int from) {
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            double distance = distance(row, from, values, i * width, width);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    void move(int index, double[] row, int from, double share) {
        for (int i = 0; i < width; i++) {
            values[index * width + i] += share * off(row[from + i], values[index * width + i]);
        }
    }

    /**
     * Puts the centres to rows that are likely to be far from each other: k-means++ (Arthur and Vassilvitskii 2007).
     *
     * @param rows without gaps
     */
    void spread(double[] rows, double[] weights, int size, Randomness randomness) {
        double[] distances = new double[size];
        Arrays.fill(distances, 1);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += distances[j] * weights[j];
            }
            double point = randomness.nextDouble() * sum;
            int chosen = 0;
            while (chosen < size - 1 && point >= distances[chosen] * weights[chosen]) {
                point -= distances[chosen] * weights[chosen];
                chosen++;
            }
            System.arraycopy(rows, chosen * width, values, i * width, width);
            for (int j = 0; j < size; j++) {
                double distance = distance(rows, j * width, values, i * width, width);
                distances[j] = i == 0 ? distance : Math.min(distances[j], distance);
            }
        }
    }

    /** Moves every centre to the mean of the rows that are nearest to it, some times (Lloyd 1982). */
    void settle(double[] rows, double[] weights, int size, int rounds) {
        double[] totals = new double[count];
        double[] means = new double[values.length];
        for (int round = 0; round < rounds; round++) {
            Arrays.fill(totals, 0);
            Arrays.fill(means, 0);
            for (int i = 0; i < size; i++) {
                int nearest = nearest(rows, i * width);
                totals[nearest] += weights[i];
                double share = weights[i] / totals[nearest];
                for (int j = 0; j < width; j++) {
                    int place = nearest * width + j;
                    means[place] += share * off(rows[i * width + j], means[place]);
                }
            }
            for (int i = 0; i < count; i++) {
                if (totals[i] > 0) {
                    System.arraycopy(means, i * width, values, i * width, width);
                }
            }
        }
    }
}
