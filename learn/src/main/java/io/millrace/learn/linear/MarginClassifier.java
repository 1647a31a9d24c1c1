package io.millrace.learn.linear;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.numeric.Softmax;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A weighted sum of features for each class, of which the largest wins. A row that its own class does not win by enough
 * moves the weights of that class towards it and those of the strongest other class away from it. Scores are made of
 * the sums by softmax: in the right order, but no probabilities.
 */
final class MarginClassifier implements Classifier, Explained {
    private static final double WEIGHT_MAX = 1e6;

    private final MarginRule rule;
    private final int features;
    /** For each class the weights of features, and the intercept. */
    private final double[][] weights;

    private final double[] inputs;
    private final double[] sums;
    private boolean isStarted;

    MarginClassifier(Features features, int classes, MarginRule rule) {
        this.rule = rule;
        this.features = features.size();
        weights = new double[classes][features.size() + 1];
        inputs = new double[features.size()];
        sums = new double[classes];
    }

    @Override
    public void predict(double[] row, double[] scores) {
        if (!isStarted) {
            Arrays.fill(scores, 0);
            return;
        }
        double length = length(row);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Inputs.sum(weights[i], row) / length;
        }
        Softmax.apply(scores);
    }

    /** What sums are divided by. */
    private double length(double[] row) {
        return rule.isNormalised() ? Math.sqrt(1 + square(row)) : 1;
    }

    private static double square(double[] row) {
        double sum = 0;
        for (double value : row) {
            double input = Inputs.of(value);
            sum += input * input;
        }
        return sum;
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (!(weight > 0)) {
            return;
        }
        isStarted = true;
        Inputs.copy(row, inputs, features);
        int rival = -1;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Inputs.sum(weights[i], inputs);
            if (i != label && (rival < 0 || sums[i] > sums[rival])) {
                rival = i;
            }
        }
        if (rival < 0) {
            return;
        }
        double square = 1 + Inputs.square(inputs, features);
        double length = Math.sqrt(2 * square);
        double step = rule.isNormalised()
                ? rule.step((sums[label] - sums[rival]) / length, 1) / length
                : rule.step(sums[label] - sums[rival], 2 * square);
        if (step != 0 && Double.isFinite(step)) {
            move(weights[label], step * Math.min(weight, WEIGHT_MAX));
            move(weights[rival], -step * Math.min(weight, WEIGHT_MAX));
            if (rule.isNormalised()) {
                shorten();
            }
        }
    }

    private void move(double[] target, double step) {
        for (int i = 0; i < features; i++) {
            target[i] += step * inputs[i];
        }
        target[features] += step;
    }

    private void shorten() {
        double square = 0;
        for (double[] one : weights) {
            square += Inputs.square(one, one.length);
        }
        if (square > 1) {
            double length = Math.sqrt(square);
            for (double[] one : weights) {
                for (int i = 0; i < one.length; i++) {
                    one[i] /= length;
                }
            }
        }
    }

    /** Contributions and start sum up to the sum of a class before softmax. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double length = length(row);
        for (int i = 0; i < features; i++) {
            contributions[i] = weights[output][i] * Inputs.of(row[i]) / length;
        }
        return weights[output][features] / length;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isStarted);
        rule.write(out);
        for (double[] one : weights) {
            DoubleArrays.write(one, out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        isStarted = in.readBoolean();
        rule.read(in);
        for (double[] one : weights) {
            DoubleArrays.read(one, in);
        }
    }

    @Override
    public long bytes() {
        return 128 + (8L * features + 40) * (weights.length + 2);
    }
}
