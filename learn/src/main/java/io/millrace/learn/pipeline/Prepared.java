package io.millrace.learn.pipeline;

import io.millrace.core.learn.Learner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A learner that is given transformed rows: what all kinds have in common. */
abstract class Prepared implements Learner {
    private final Preparation preparation;
    private final Learner learner;

    Prepared(Preparation preparation, Learner learner) {
        this.preparation = preparation;
        this.learner = learner;
    }

    final Preparation preparation() {
        return preparation;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        preparation.write(out);
        learner.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        preparation.read(in);
        learner.read(in);
    }

    @Override
    public long bytes() {
        return 24 + preparation.bytes() + learner.bytes();
    }
}
