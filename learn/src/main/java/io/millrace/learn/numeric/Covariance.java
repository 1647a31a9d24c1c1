package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How two numbers go together, of pairs that come one by one: Welford's sums for both and for their product (see {@link
 * Moments}). Numbers beyond {@link Moments#LIMIT} count as the limit. One thread at a time.
 */
public final class Covariance {
    private long count;
    private double leftMean;
    private double rightMean;
    private double leftSquares;
    private double rightSquares;
    private double products;

    /** A pair; one with NaN in it is not taken. */
    public void add(double left, double right) {
        double x = Moments.bounded(left);
        double y = Moments.bounded(right);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return;
        }
        count++;
        double before = x - leftMean;
        leftMean += before / count;
        leftSquares += before * (x - leftMean);
        double away = y - rightMean;
        rightMean += away / count;
        rightSquares += away * (y - rightMean);
        products += before * (y - rightMean);
    }

    public long count() {
        return count;
    }

    /** The covariance of these pairs themselves (divided by n); 0 for none. */
    public double covariance() {
        return count > 0 ? products / count : 0;
    }

    /** That of the population they were drawn from (divided by n - 1); NaN for fewer than two. */
    public double sampleCovariance() {
        return count > 1 ? products / (count - 1) : Double.NaN;
    }

    /** Pearson's correlation, from -1 to 1; NaN where one of the two never changed. */
    public double correlation() {
        double correlation = products / Math.sqrt(leftSquares) / Math.sqrt(rightSquares);
        return Double.isFinite(correlation) ? Math.max(-1, Math.min(1, correlation)) : Double.NaN;
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(leftMean);
        out.writeDouble(rightMean);
        out.writeDouble(leftSquares);
        out.writeDouble(rightSquares);
        out.writeDouble(products);
    }

    public void read(DataInput in) throws IOException {
        count = in.readLong();
        leftMean = in.readDouble();
        rightMean = in.readDouble();
        leftSquares = in.readDouble();
        rightSquares = in.readDouble();
        products = in.readDouble();
    }
}
