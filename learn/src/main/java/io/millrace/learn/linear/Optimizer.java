package io.millrace.learn.linear;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The weights of one sum, and how they follow the slope of a loss. One thread at a time. */
sealed interface Optimizer permits StochasticGradient, AdaptiveGradient, Adam, FollowTheLeader {
    /** The weights of the places of a row, and after them the intercept. Not to be changed. */
    double[] weights();

    /**
     * Moves the weights against the slope.
     *
     * @param inputs finite, of a bounded square; read only
     * @param slope the derivative of the loss by the sum
     * @param limits how far the step may go
     * @param share as if the row came so often; above 0
     */
    void step(double[] inputs, double slope, Limits limits, double share);

    void write(DataOutput out) throws IOException;

    void read(DataInput in) throws IOException;

    /**
     * What keeps a step from leading too far.
     *
     * @param curvature the largest second derivative of the loss by the sum
     * @param change the most that the sum may change; infinite where the curvature is limit enough
     */
    record Limits(double curvature, double change) {
        static final Limits SQUARE = new Limits(1, Double.POSITIVE_INFINITY);
        static final Limits LOGISTIC = new Limits(0.25, Double.POSITIVE_INFINITY);
    }
}
