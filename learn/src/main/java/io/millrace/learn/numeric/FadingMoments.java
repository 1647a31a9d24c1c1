package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and variance in which the latest numbers count most: mean += alpha * (number - mean), and the variance likewise of the
 * squared distances (T. Finch, "Incremental calculation of weighted mean and variance", 2009, section 9). The first number
 * is the first mean. Numbers beyond {@link Moments#LIMIT} count as the limit. One thread at a time.
 */
public final class FadingMoments {
    private final double alpha;
    private boolean isKnown;
    private double mean;
    private double variance;

    /** @param alpha what the latest number counts, above 0 and at most 1 */
    public FadingMoments(double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha " + alpha);
        }
        this.alpha = alpha;
    }

    /** @param value NaN is not taken */
    public void add(double value) {
        double number = Moments.bounded(value);
        if (Double.isNaN(number)) {
            return;
        }
        double difference = isKnown ? number - mean : 0;
        double step = alpha * difference;
        mean = isKnown ? mean + step : number;
        variance = (1 - alpha) * (variance + difference * step);
        isKnown = true;
    }

    /** 0 as long as nothing came. */
    public double mean() {
        return mean;
    }

    public double variance() {
        return variance;
    }

    public double deviation() {
        return Math.sqrt(variance);
    }

    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isKnown);
        out.writeDouble(mean);
        out.writeDouble(variance);
    }

    public void read(DataInput in) throws IOException {
        isKnown = in.readBoolean();
        mean = in.readDouble();
        variance = in.readDouble();
    }
}
