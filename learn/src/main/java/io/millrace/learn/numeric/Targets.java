package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of targets so far: where a prediction may lie, and how to bring them to mean 0 and deviation 1. */
public final class Targets {
    private static final double DEVIATIONS_BEYOND = 3;

    private final Moments moments = new Moments();
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    /** Follows from the others. */
    private double deviation;

    /**
     * @param target finite
     */
    public void learn(double target, double weight) {
        double bounded = Moments.bounded(target);
        moments.add(bounded, weight);
        minimum = Math.min(minimum, bounded);
        maximum = Math.max(maximum, bounded);
        deviation = moments.deviation();
    }

    /** A prediction no further than three deviations beyond the targets so far; 0 as long as there is none. */
    public double clamp(double prediction) {
        if (!(minimum <= maximum)) {
            return 0;
        }
        double beyond = DEVIATIONS_BEYOND * deviation;
        // Written so that NaN becomes the mean.
        if (prediction >= minimum - beyond) {
            return Math.min(prediction, maximum + beyond);
        }
        return prediction < minimum - beyond ? minimum - beyond : moments.mean();
    }

    public double mean() {
        return moments.mean();
    }

    /** 0 as long as all are equal. */
    public double deviation() {
        return deviation;
    }

    /** Where a target lies among those so far, in deviations from their mean; 0 when all are equal. */
    public double scaled(double target) {
        return deviation > 0 ? (Moments.bounded(target) - moments.mean()) / deviation : 0;
    }

    /** The target that is {@code scaled} deviations from the mean. */
    public double unscaled(double scaled) {
        return moments.mean() + deviation * scaled;
    }

    public void write(DataOutput out) throws IOException {
        moments.write(out);
        out.writeDouble(minimum);
        out.writeDouble(maximum);
    }

    public void read(DataInput in) throws IOException {
        moments.read(in);
        minimum = in.readDouble();
        maximum = in.readDouble();
        deviation = moments.deviation();
    }
}
