package io.millrace.learn.interval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Adaptive conformal inference: the interval is a quantile of the absolute errors of a window, and which quantile is
 * corrected after each row, up when the row was outside and down when it was inside. In the long run the share of rows
 * inside is the coverage, whatever the model and however the stream changes (Gibbs and Candès, Adaptive Conformal
 * Inference Under Distribution Shift, NeurIPS 2021, with their step of .005).
 *
 * <p>Where the paper's interval would be infinite, because even the widest one was too narrow too often, this one is the
 * largest error of the window, doubled with each further row outside.
 */
public final class ConformalBand implements ErrorBand {
    private static final double ERROR_MAX = 1e150;
    private static final int ERRORS_MIN = 2;
    private static final int DOUBLINGS_MAX = 60;

    private final double outside;
    private final double rate;
    /** Sizes of errors, the oldest at {@link #next} once there are as many as there is room for. */
    private final double[] errors;
    /** The same, sorted. */
    private final double[] sorted;

    private int count;
    private int next;
    /** What share of rows the next interval aims to leave outside. */
    private double aim;

    private int doublings;

    /**
     * @param coverage the share of rows to be inside, above 0 and below 1
     * @param window how many errors are remembered, at least 2; 500 to 1000 for a coverage of .95
     * @param rate how fast the quantile is corrected; 0 for never, which is split conformal prediction over a window
     */
    public ConformalBand(double coverage, int window, double rate) {
        if (!(coverage > 0 && coverage < 1) || window < ERRORS_MIN || !(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("coverage " + coverage + ", window " + window + ", rate " + rate);
        }
        outside = 1 - coverage;
        aim = outside;
        this.rate = rate;
        errors = new double[window];
        sorted = new double[window];
    }

    /** With a window of 1000 errors and the paper's rate. */
    public ConformalBand(double coverage) {
        this(coverage, 1000, .005);
    }

    @Override
    public double halfWidth() {
        if (count < ERRORS_MIN) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil((count + 1) * (1 - aim));
        if (rank > count) {
            return Math.min(ERROR_MAX, Math.scalb(sorted[count - 1], doublings));
        }
        return rank < 1 ? 0 : sorted[rank - 1];
    }

    @Override
    public void learn(double error) {
        if (!Double.isFinite(error)) {
            return;
        }
        double size = Math.min(Math.abs(error), ERROR_MAX);
        if (count >= ERRORS_MIN) {
            boolean isOutside = size > halfWidth();
            aim += rate * (outside - (isOutside ? 1 : 0));
            boolean isBeyond = aim <= 0;
            aim = Math.max(-.5, Math.min(aim, 1.5));
            doublings = isBeyond ? Math.min(DOUBLINGS_MAX, doublings + (isOutside ? 1 : 0)) : 0;
        }
        replace(size);
    }

    private void replace(double size) {
        int gap = count;
        if (count == errors.length) {
            gap = Arrays.binarySearch(sorted, 0, count, errors[next]);
        } else {
            count++;
        }
        while (gap > 0 && sorted[gap - 1] > size) {
            sorted[gap] = sorted[gap - 1];
            gap--;
        }
        while (gap < count - 1 && sorted[gap + 1] < size) {
            sorted[gap] = sorted[gap + 1];
            gap++;
        }
        sorted[gap] = size;
        errors[next] = size;
        next = (next + 1) % errors.length;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(next);
        out.writeDouble(aim);
        out.writeInt(doublings);
        for (int i = 0; i < count; i++) {
            out.writeDouble(errors[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readInt();
        next = in.readInt();
        aim = in.readDouble();
        doublings = in.readInt();
        for (int i = 0; i < count; i++) {
            errors[i] = in.readDouble();
            sorted[i] = errors[i];
        }
        Arrays.sort(sorted, 0, count);
    }

    @Override
    public long bytes() {
        return 72 + 16L * errors.length;
    }
}
