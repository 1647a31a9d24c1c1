package io.millrace.learn.baseline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Predicts the class that came most often, whatever the row says; its scores are the shares of the classes. */
public final class MajorityClass implements Classifier {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "majority-class",
            Task.CLASSIFICATION,
            "Predicts the class that came most often; the measure of other learners where classes come unequally often.",
            "Witten, Frank and Hall, Data Mining, 2011 (ZeroR)",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new MajorityClass(classes));

    private final double[] weights;

    MajorityClass(int classes) {
        weights = new double[classes];
    }

    @Override
    public void predict(double[] row, double[] scores) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            scores[i] = sum == 0 ? 0 : weights[i] / sum;
        }
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0 && weights[label] + weight < Double.MAX_VALUE / weights.length) {
            weights[label] += weight;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (double weight : weights) {
            out.writeDouble(weight);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 32 + 8L * weights.length;
    }
}
