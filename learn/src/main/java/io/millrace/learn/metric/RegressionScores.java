package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a regressor or a forecaster is.
 *
 * <ul>
 *   <li>{@code mae}, {@code rmse}: the mean absolute error, and the root of the mean squared error.
 *   <li>{@code r2}: the share of the targets' variance that is explained, below 0 for something worse than their mean;
 *       by the method of Welford (1962), so that large targets of small variance lose nothing.
 *   <li>{@code bias}: the mean of prediction minus target.
 *   <li>{@code mape}: the mean of the error against the target in per cent, without targets of 0. {@code smape}: against
 *       the mean of both sizes, from 0 to 200 (0 where both are 0).
 * </ul>
 */
public final class RegressionScores implements Scores {
    private static final int WIDTH = 3;

    private final @Nullable Ring ring;
    private final RegressionSums sums;

    public RegressionScores(Span span) {
        ring = span.isWindow() ? new Ring(span.rows(), WIDTH) : null;
        sums = new RegressionSums(span.fading());
    }

    /**
     * Takes a row.
     *
     * @param target the right answer; a row where it or the prediction is not finite counts nothing
     * @param weight as if the row came so often; one that is not above 0 counts nothing
     */
    public void add(double target, double prediction, double weight) {
        if (!Fading.isWeight(weight) || !Double.isFinite(target) || !Double.isFinite(prediction)) {
            return;
        }
        if (ring == null) {
            sums.add(target, prediction, weight);
            return;
        }
        int place = ring.add();
        ring.numbers()[place] = target;
        ring.numbers()[place + 1] = prediction;
        ring.numbers()[place + 2] = weight;
    }

    /** The weight of the rows that count. */
    public double weights() {
        return sums().weights();
    }

    public double meanAbsoluteError() {
        return sums().meanAbsoluteError();
    }

    public double meanSquaredError() {
        return sums().meanSquaredError();
    }

    @Override
    public List<Score> values() {
        return sums().values();
    }

    private RegressionSums sums() {
        if (ring == null) {
            return sums;
        }
        RegressionSums window = new RegressionSums(1);
        double[] numbers = ring.numbers();
        for (int i = 0; i < ring.rows(); i++) {
            int place = ring.place(i);
            window.add(numbers[place], numbers[place + 1], numbers[place + 2]);
        }
        return window;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        if (ring != null) {
            ring.write(out);
        } else {
            sums.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        if (ring != null) {
            ring.read(in);
        } else {
            sums.read(in);
        }
    }

    @Override
    public long bytes() {
        return 24 + sums.bytes() + (ring == null ? 0 : ring.bytes());
    }
}
