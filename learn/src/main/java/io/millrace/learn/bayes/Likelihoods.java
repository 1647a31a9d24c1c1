package io.millrace.learn.bayes;

import java.util.Arrays;

/**
 * How likely a row is in each class: sums of logarithms in the place of products where features are numbers, with what
 * does not depend on the row kept by class, so that it takes a few multiplications a feature and one exponential a class.
 */
final class Likelihoods {
    private static final double LIKELIHOOD_TINY = 1e-100;
    /** A difference of logarithms beyond which a share is 0. */
    private static final double FAR = 500;
    /** The logarithm of the smallest double, without its sign. */
    private static final double UNDERFLOW = 744.5;
    /** A distance that a likelihood surely survives. */
    private static final double NEAR = UNDERFLOW / 4;

    private final Numbers numbers;
    private final Values values;
    private final boolean hasNumbers;
    private final boolean hasValues;

    Likelihoods(Numbers numbers, Values values) {
        this.numbers = numbers;
        this.values = values;
        hasNumbers = numbers.places().length > 0;
        hasValues = values.places().length > 0;
    }

    /**
     * Writes how likely each class is, all times the same: the first class is about 1, unless another one is much nearer.
     *
     * @param likelihoods by slot, overwritten
     * @param weights of all classes
     * @return the sum; 0 where all are impossible, NaN where only logarithms tell
     */
    double of(double[] row, double[] likelihoods, int slots, double[] weights) {
        return hasNumbers ? densities(row, likelihoods, slots, weights) : sum(row, likelihoods, slots);
    }

    /** Writes the shares of two classes for the ordinary row, and returns whether it is one. */
    boolean pair(double[] row, double[] shares) {
        double first = numbers.factor(0);
        double second = numbers.factor(1);
        if (hasValues) {
            shares[0] = first;
            shares[1] = second;
            values.multiply(row, shares, 2);
            first = shares[0];
            second = shares[1];
        }
        double nearer = numbers.nearer(row, NEAR);
        // NaN is not below either.
        if (!(Math.abs(nearer) < FAR && first > LIKELIHOOD_TINY && second > LIKELIHOOD_TINY)) {
            return false;
        }
        second *= Exponential.of(nearer);
        double one = 1 / (first + second);
        shares[0] = first * one;
        shares[1] = second * one;
        return true;
    }

    private double densities(double[] row, double[] likelihoods, int slots, double[] weights) {
        products(row, likelihoods, slots);
        double base = 0;
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            double distance = numbers.distance(slot, row);
            double score = likelihoods[slot];
            if (!(distance < Double.POSITIVE_INFINITY && score > LIKELIHOOD_TINY)) {
                return Double.NaN;
            }
            if (slot == 0) {
                base = distance;
            } else {
                double nearer = base - distance;
                if (nearer > FAR) {
                    Arrays.fill(likelihoods, 0, slot, 0);
                    base = distance;
                    sum = 0;
                } else {
                    score = nearer < -FAR ? 0 : score * Exponential.of(nearer);
                }
            }
            likelihoods[slot] = score;
            sum += score;
        }
        return base > NEAR && isImpossible(Math.log(sum) - base, weights) ? 0 : sum;
    }

    /** Without the numbers of the row. */
    private void products(double[] row, double[] likelihoods, int slots) {
        for (int slot = 0; slot < slots; slot++) {
            likelihoods[slot] = numbers.factor(slot);
        }
        if (hasValues) {
            values.multiply(row, likelihoods, slots);
        }
    }

    /** The same where no feature is a number. */
    private double sum(double[] row, double[] likelihoods, int slots) {
        products(row, likelihoods, slots);
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            double score = likelihoods[slot];
            if (!(score > LIKELIHOOD_TINY)) {
                return Double.NaN;
            }
            sum += score;
        }
        return sum;
    }

    /** Whether even the likeliest class would have a density that a double cannot tell from 0. */
    static boolean isImpossible(double logarithm, double[] weights) {
        return !(logarithm - Math.log(ClassWeights.sum(weights)) > -UNDERFLOW);
    }

    /** The logarithm of how likely a class is. */
    double logarithm(int slot, double[] row) {
        return Math.log(numbers.factor(slot)) + values.logLikelihood(slot, row) - numbers.distance(slot, row);
    }
}
