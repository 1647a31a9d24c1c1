package io.millrace.learn.interval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An interval for errors from a normal distribution around 0: their root mean square, in which older errors fade, times
 * the quantile of the coverage. Holds two numbers only; where errors have long tails, or a size that changes, it promises
 * too much, and {@link ConformalBand} does not. Fading also forgets the errors of a model that had just begun.
 */
public final class NormalBand implements ErrorBand {
    private static final double ERROR_MAX = 1e150;

    private final double quantile;
    private final double fading;
    private double squares;
    private double weights;
    private long count;

    /**
     * @param coverage the share of rows to be inside, above 0 and below 1
     * @param fading what an error counts one row later, above 0; 1 forgets nothing
     */
    public NormalBand(double coverage, double fading) {
        if (!(coverage > 0 && coverage < 1) || !(fading > 0 && fading <= 1)) {
            throw new IllegalArgumentException("coverage " + coverage + ", fading " + fading);
        }
        quantile = Normal.quantile((1 + coverage) / 2);
        this.fading = fading;
    }

    @Override
    public double halfWidth() {
        return count < 2 ? Double.NaN : Math.min(ERROR_MAX, quantile * Math.sqrt(squares / weights));
    }

    @Override
    public void learn(double error) {
        if (!Double.isFinite(error)) {
            return;
        }
        double size = Math.min(Math.abs(error), ERROR_MAX);
        squares = Math.min(squares * fading + size * size, Double.MAX_VALUE);
        weights = weights * fading + 1;
        count++;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(squares);
        out.writeDouble(weights);
        out.writeLong(count);
    }

    @Override
    public void read(DataInput in) throws IOException {
        squares = in.readDouble();
        weights = in.readDouble();
        count = in.readLong();
    }

    @Override
    public long bytes() {
        return 56;
    }
}
