package io.millrace.learn.pipeline;

import io.millrace.core.learn.AnomalyDetector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An anomaly detector that is given transformed rows. */
final class PreparedDetector implements AnomalyDetector {
    private final Preparation preparation;
    private final AnomalyDetector learner;

    PreparedDetector(Preparation preparation, AnomalyDetector learner) {
        this.preparation = preparation;
        this.learner = learner;
    }

    @Override
    public double score(double[] row) {
        return learner.score(preparation.transform(row));
    }

    @Override
    public void learn(double[] row) {
        learner.learn(preparation.learnAndTransform(row, Double.NaN));
    }

    @Override
    public double scoreThenLearn(double[] row) {
        double[] before = preparation.transformBeforeLearning(row);
        if (preparation.isStateless()) {
            return learner.scoreThenLearn(before);
        }
        double score = learner.score(before);
        learn(row);
        return score;
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
