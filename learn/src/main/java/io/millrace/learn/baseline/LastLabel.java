package io.millrace.learn.baseline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Predicts the class of the row before. Where classes come in runs this is hard to beat, and a learner that does not beat
 * it has learned nothing: kappa-temporal measures that.
 */
public final class LastLabel implements Classifier {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "last-label",
            Task.CLASSIFICATION,
            "Predicts the class of the row before; the measure of other learners where classes come in runs.",
            "Bifet et al., Efficient online evaluation of big data stream classifiers, KDD 2015",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new LastLabel());

    private int last;

    @Override
    public void predict(double[] row, double[] scores) {
        Arrays.fill(scores, 0);
        scores[last] = 1;
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            last = label;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(last);
    }

    @Override
    public void read(DataInput in) throws IOException {
        last = in.readInt();
    }

    @Override
    public long bytes() {
        return 16;
    }
}
