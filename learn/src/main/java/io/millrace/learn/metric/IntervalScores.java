package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good intervals of prediction are: {@code coverage}, the share of targets that lie within, bounds included; and
 * {@code width}, the mean width. An interval is good when the first is what it promised, and the second is small.
 */
public final class IntervalScores implements Scores {
    private static final int WIDTH = 3;

    private final @Nullable Ring ring;
    private final Fading fading;
    private double weights;
    private double covered;
    private double widths;

    public IntervalScores(Span span) {
        ring = span.isWindow() ? new Ring(span.rows(), WIDTH) : null;
        fading = new Fading(span.fading());
    }

    /**
     * Takes a row.
     *
     * @param target the right answer; a row where it or a bound is not finite counts nothing
     * @param weight as if the row came so often; one that is not above 0 counts nothing
     */
    public void add(double target, double lower, double upper, double weight) {
        double width = upper - lower;
        if (!Fading.isWeight(weight) || !Double.isFinite(target) || !Double.isFinite(width)) {
            return;
        }
        boolean isCovered = target >= lower && target <= upper;
        if (ring != null) {
            int place = ring.add();
            ring.numbers()[place] = isCovered ? weight : 0;
            ring.numbers()[place + 1] = width;
            ring.numbers()[place + 2] = weight;
            return;
        }
        fading.next();
        if (fading.isFull()) {
            double shrink = fading.restart();
            weights *= shrink;
            covered *= shrink;
            widths *= shrink;
        }
        double counted = weight * fading.scale();
        weights += counted;
        covered += isCovered ? counted : 0;
        widths += counted * width;
    }

    @Override
    public List<Score> values() {
        double all = weights;
        double in = covered;
        double wide = widths;
        if (ring != null) {
            double[] numbers = ring.numbers();
            for (int i = 0; i < ring.rows(); i++) {
                int place = ring.place(i);
                all += numbers[place + 2];
                in += numbers[place];
                wide += numbers[place + 1] * numbers[place + 2];
            }
        }
        return List.of(new Score("coverage", in / all), new Score("width", wide / all));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        if (ring != null) {
            ring.write(out);
            return;
        }
        fading.write(out);
        out.writeDouble(weights);
        out.writeDouble(covered);
        out.writeDouble(widths);
    }

    @Override
    public void read(DataInput in) throws IOException {
        if (ring != null) {
            ring.read(in);
            return;
        }
        fading.read(in);
        weights = in.readDouble();
        covered = in.readDouble();
        widths = in.readDouble();
    }

    @Override
    public long bytes() {
        return 72 + (ring == null ? 0 : ring.bytes());
    }
}
