package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the next row counts where older ones fade: instead of making every sum smaller with each row, rows count more and
 * more, and all sums start anew at a smaller scale now and then.
 */
final class Fading {
    private static final double SCALE_MAX = 1e100;
    private static final double WEIGHT_MAX = 1e50;

    private final double factor;
    private double scale = 1;

    Fading(double factor) {
        this.factor = factor;
    }

    static boolean isWeight(double weight) {
        return weight > 0 && weight < WEIGHT_MAX;
    }

    double next() {
        return scale /= factor;
    }

    /** Whether sums have to be multiplied by {@link #restart} now, before the row is added with 1. */
    boolean isFull() {
        return scale > SCALE_MAX;
    }

    double restart() {
        double shrink = 1 / scale;
        scale = 1;
        return shrink;
    }

    double scale() {
        return scale;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(scale);
    }

    void read(DataInput in) throws IOException {
        scale = in.readDouble();
    }
}
