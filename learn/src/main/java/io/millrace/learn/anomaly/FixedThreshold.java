package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;

/** A level that a user knows. */
record FixedThreshold(double level) implements Threshold {
    @Override
    public void learn(double score) {}

    @Override
    public void write(DataOutput out) {}

    @Override
    public void read(DataInput in) {}

    @Override
    public long bytes() {
        return 24;
    }
}
