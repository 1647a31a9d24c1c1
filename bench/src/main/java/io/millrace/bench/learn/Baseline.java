package io.millrace.bench.learn;

import io.millrace.core.learn.Regressor;
import java.io.DataInput;
import java.io.DataOutput;

/** Predicts the target of a number of rows before: the naive method for a season. 0 in the first season. */
final class Baseline implements Regressor {
    private final double[] last;
    private int next;

    Baseline(int season) {
        last = new double[season];
    }

    @Override
    public double predict(double[] row) {
        return last[next];
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        last[next] = target;
        next = (next + 1) % last.length;
    }

    @Override
    public void write(DataOutput out) {
        throw new UnsupportedOperationException("a baseline is measured once");
    }

    @Override
    public void read(DataInput in) {
        throw new UnsupportedOperationException("a baseline is measured once");
    }

    @Override
    public long bytes() {
        return 32 + 8L * last.length;
    }
}
