package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How uncertain weights are, and how they depend on each other: the inverse of the sum of squares of inputs, kept as the
 * factors of U D U' with a unit upper triangle U and a diagonal D (G. J. Bierman, "Factorization Methods for Discrete
 * Sequential Estimation", 1977). In this form rounding can neither make it asymmetric nor a variance negative, which is what
 * breaks the plain recursion after some 10,000 rows.
 *
 * <p>Forgetting lets uncertainty grow in every direction, also in those that no row tells about, where it would grow without
 * end and the next row that does would throw the weights far off (wind-up). No entry of D gets above where it started, so
 * that a weight never becomes less certain than it was before the first row. One thread at a time.
 */
final class Covariance {
    /** A row whose inputs explain more variance than this is beyond what the factors can hold. */
    private static final double SPREAD_MAX = 1e120;

    private final int size;
    private final double start;
    /** Column j of U without its diagonal from place j (j - 1) / 2 on. */
    private final double[] upper;

    private final double[] diagonal;
    private final double[] projection;
    private final double[] gains;

    /**
     * @param start the variance of every weight before the first row, in units of that of the noise
     */
    Covariance(int size, double start) {
        this.size = size;
        this.start = start;
        upper = new double[size * (size - 1) / 2];
        diagonal = new double[size];
        projection = new double[size];
        gains = new double[size];
        Arrays.fill(diagonal, start);
    }

    /** The variance of the sum that a row gives, in units of that of the noise. */
    double spread(double[] inputs) {
        double sum = 0;
        for (int j = 0, column = 0; j < size; column += j, j++) {
            double projected = inputs[j];
            for (int i = 0; i < j; i++) {
                projected += upper[column + i] * inputs[i];
            }
            sum += diagonal[j] * projected * projected;
        }
        return sum;
    }

    /**
     * Takes in a row; then {@link #gains} tells what it says.
     *
     * @param noise the variance of the noise of this row against that of others: above 0
     * @param keep what all before counts from now on: above 0, at most 1
     * @return false for a row that is too large to take in
     */
    boolean take(double[] inputs, double noise, double keep) {
        double total = noise;
        for (int j = 0, column = 0; j < size; column += j, j++) {
            double projected = inputs[j];
            for (int i = 0; i < j; i++) {
                projected += upper[column + i] * inputs[i];
            }
            projection[j] = projected;
            diagonal[j] = keep == 1 ? diagonal[j] : Math.min(start, diagonal[j] / keep);
            total += diagonal[j] * projected * projected;
        }
        if (!(total < SPREAD_MAX)) {
            return false;
        }
        double sum = noise;
        for (int j = 0, column = 0; j < size; column += j, j++) {
            double projected = projection[j];
            double gain = diagonal[j] * projected;
            double before = sum;
            sum += projected * gain;
            diagonal[j] *= before / sum;
            double factor = -projected / before;
            for (int i = 0; i < j; i++) {
                double entry = upper[column + i];
                upper[column + i] = entry + factor * gains[i];
                gains[i] += entry * gain;
            }
            gains[j] = gain;
        }
        for (int i = 0; i < size; i++) {
            gains[i] /= sum;
        }
        return true;
    }

    /** How far each weight moves for an error of 1 of the row that was taken last. Not to be changed. */
    double[] gains() {
        return gains;
    }

    void write(DataOutput out) throws IOException {
        DoubleArrays.write(upper, out);
        DoubleArrays.write(diagonal, out);
    }

    void read(DataInput in) throws IOException {
        DoubleArrays.read(upper, in);
        DoubleArrays.read(diagonal, in);
    }

    long bytes() {
        return 128 + 8L * upper.length + 24L * size;
    }
}
