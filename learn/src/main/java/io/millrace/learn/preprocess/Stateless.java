package io.millrace.learn.preprocess;

import io.millrace.core.learn.Transformer;
import java.io.DataInput;
import java.io.DataOutput;

/** A transformer that learns nothing: it does the same with a row at any time. */
public interface Stateless extends Transformer {
    @Override
    default void learn(double[] row, double target) {}

    @Override
    default void write(DataOutput out) {}

    @Override
    default void read(DataInput in) {}
}
