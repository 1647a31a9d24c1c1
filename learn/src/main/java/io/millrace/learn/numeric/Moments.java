package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and variance of numbers that come one by one, without the loss of digits of a difference of sums: B. P. Welford,
 * "Note on a method for calculating corrected sums of squares and products", Technometrics 1962; with weights by D. H.
 * D. West, 1979; two of them merge by T. F. Chan, G. H. Golub and R. J. LeVeque, 1979.
 *
 * <p>Numbers beyond {@link #LIMIT} count as the limit, so that no square is infinite. One thread at a time.
 */
public final class Moments {
    /** The largest magnitude that is told apart. */
    public static final double LIMIT = 1e100;

    private double weight;
    private double mean;
    private double squares;

    /** The number itself, or the limit that it is beyond; NaN stays NaN. */
    public static double bounded(double value) {
        return value > LIMIT ? LIMIT : value < -LIMIT ? -LIMIT : value;
    }

    /**
     * @param value NaN is not taken
     * @param share as if the number came so often; above 0
     */
    public void add(double value, double share) {
        double number = bounded(value);
        double total = weight + share;
        if (Double.isNaN(number) || !(share > 0) || !(total <= LIMIT)) {
            return;
        }
        weight = total;
        double difference = number - mean;
        mean += difference * (share / total);
        squares += share * difference * (number - mean);
    }

    /** Takes over what another has seen, as if this one had seen it. */
    public void add(Moments other) {
        double total = weight + other.weight;
        if (!(total > 0)) {
            return;
        }
        double difference = other.mean - mean;
        double share = other.weight / total;
        mean += difference * share;
        squares += other.squares + difference * difference * weight * share;
        weight = total;
    }

    /** The sum of all weights: the count, when each is 1. */
    public double weight() {
        return weight;
    }

    /** 0 as long as nothing came. */
    public double mean() {
        return mean;
    }

    /** The variance of these numbers themselves, not of a population that they were drawn from; 0 for none. */
    public double variance() {
        return weight > 0 ? Math.max(0, squares / weight) : 0;
    }

    /** The standard deviation. */
    public double deviation() {
        return Math.sqrt(variance());
    }

    public void write(DataOutput out) throws IOException {
        out.writeDouble(weight);
        out.writeDouble(mean);
        out.writeDouble(squares);
    }

    public void read(DataInput in) throws IOException {
        weight = in.readDouble();
        mean = in.readDouble();
        squares = in.readDouble();
    }
}
