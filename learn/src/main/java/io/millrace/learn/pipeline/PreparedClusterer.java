package io.millrace.learn.pipeline;

import io.millrace.core.learn.Clusterer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A clusterer that is given transformed rows. */
final class PreparedClusterer implements Clusterer {
    private final Preparation preparation;
    private final Clusterer learner;

    PreparedClusterer(Preparation preparation, Clusterer learner) {
        this.preparation = preparation;
        this.learner = learner;
    }

    @Override
    public int predict(double[] row) {
        return learner.predict(preparation.transform(row));
    }

    @Override
    public void learn(double[] row, double weight) {
        if (weight > 0) {
            learner.learn(preparation.learnAndTransform(row, Double.NaN), weight);
        }
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
