package io.millrace.learn.series;

import io.millrace.core.learn.Forecaster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The next value of a series, and how far from it values are. One that is farther than its bounds is learned as if it were
 * at the bound, so that what is strange neither widens the bounds nor bends the forecast; until so many come in a row that
 * they are the new normal.
 */
final class Expectation {
    private static final double[] NO_FEATURES = {};
    private static final double[][] NEXT = {NO_FEATURES};

    /** Differences of this share of a value are of rounding. */
    private static final double ROUNDING = 1e-9;

    /** What differs where nothing differed before is so strange. */
    private static final double MOST = 1e9;

    private final Forecaster forecaster;
    private final FadingError error;
    private final double deviations;
    private final int patience;
    private final int parameters;
    private final double[] next = {Double.NaN};
    private int outside;

    Expectation(Training training) {
        forecaster = training.forecaster();
        error = new FadingError(training.span());
        deviations = training.deviations();
        patience = training.patience();
        parameters = training.algorithm().declared().size();
    }

    /** What comes next; NaN as long as nothing is known. */
    double value() {
        return next[0];
    }

    /** How far the bounds are away; NaN as long as nothing is known. */
    double reach() {
        return deviations * error.rootMeanSquare();
    }

    double rootMeanSquare() {
        return error.rootMeanSquare();
    }

    double akaike() {
        return error.akaike(parameters);
    }

    /** How many standard deviations of the error a value is away, at most a milliard. */
    double distance(double value) {
        double difference = beyondRounding(value);
        double deviation = error.rootMeanSquare();
        return difference == 0 || Double.isNaN(deviation)
                ? 0
                : Math.min(MOST, difference / Math.max(deviation, Double.MIN_NORMAL));
    }

    private double beyondRounding(double value) {
        double difference = Math.abs(value - next[0]);
        double rounding = ROUNDING * Math.max(Math.abs(value), Math.abs(next[0]));
        return difference > rounding ? difference : 0;
    }

    /** Whether a value is not between the bounds. */
    boolean isOutside(double value) {
        return beyondRounding(value) > reach();
    }

    /**
     * Learns a value.
     *
     * @param value NaN for a step without one
     * @param guards whether to learn strange values as if they were less so
     */
    void learn(double value, boolean guards) {
        double taken = value;
        if (!Double.isNaN(value) && !Double.isNaN(next[0])) {
            boolean isOutside = isOutside(value);
            if (guards && isOutside && outside < patience) {
                outside++;
                taken = next[0] + Math.copySign(reach(), value - next[0]);
            } else if (!isOutside) {
                outside = 0;
            }
            error.add(beyondRounding(taken));
        }
        forecaster.learn(NO_FEATURES, taken);
        forecaster.forecast(NEXT, next);
    }

    void write(DataOutput out) throws IOException {
        forecaster.write(out);
        error.write(out);
        out.writeDouble(next[0]);
        out.writeInt(outside);
    }

    void read(DataInput in) throws IOException {
        forecaster.read(in);
        error.read(in);
        next[0] = in.readDouble();
        outside = in.readInt();
    }

    long bytes() {
        return 88 + FadingError.BYTES + forecaster.bytes();
    }
}
