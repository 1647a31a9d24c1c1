package io.millrace.learn.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How large the errors of forecasts are, those of old counting less and less. */
final class FadingError {
    static final long BYTES = 48;

    private static final double MOST = 1e300;

    private final double kept;
    private double squares;
    private double weight;

    /** @param span about how many errors count */
    FadingError(int span) {
        kept = 1 - 1.0 / span;
    }

    void add(double error) {
        if (Double.isFinite(error)) {
            squares = Math.min(kept * squares + error * error, MOST);
            weight = kept * weight + 1;
        }
    }

    boolean isEmpty() {
        return weight == 0;
    }

    /** The root of the mean square; NaN without errors. */
    double rootMeanSquare() {
        return weight == 0 ? Double.NaN : Math.sqrt(squares / weight);
    }

    /**
     * Akaike's criterion of errors that are normal; NaN where there are none, or none but zeros.
     *
     * @param parameters how many numbers the model has to choose
     */
    double akaike(int parameters) {
        double variance = squares / weight;
        return variance > 0 ? weight * Math.log(variance) + 2.0 * (parameters + 1) : Double.NaN;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(squares);
        out.writeDouble(weight);
    }

    void read(DataInput in) throws IOException {
        squares = in.readDouble();
        weight = in.readDouble();
    }
}
