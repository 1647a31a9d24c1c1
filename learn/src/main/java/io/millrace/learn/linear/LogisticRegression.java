package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.linear.Optimizer.Limits;
import io.millrace.learn.numeric.Softmax;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * The log odds of classes as weighted sums of features (D. R. Cox, "The regression analysis of binary sequences", 1958),
 * learned by gradient steps. Two classes share one sum; more have one each, which are made shares by softmax. Scores before
 * the first row are 0. Missing numbers count as 0. A sum beyond 30 counts as 30, and steps of {@code sgd} are shortened as
 * implicit ones are, so that weights stay in bounds also on rows that are not scaled.
 *
 * <pre>{@code
 * Classifier learner = Pipelines.prepared(LogisticRegression.ALGORITHM, features, 2,
 *         LogisticRegression.ALGORITHM.parameters().with("l2", 0.001));
 * }</pre>
 */
public final class LogisticRegression implements Classifier, Explained {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "logistic-regression",
            Task.CLASSIFICATION,
            "The log odds of classes as weighted sums of features, learned by gradient steps; fast, and well calibrated.",
            "Cox, The regression analysis of binary sequences, Journal of the Royal Statistical Society 1958",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            Descent.PARAMETERS,
            (features, classes, parameters) -> new LogisticRegression(features, classes, parameters));

    private static final double WEIGHT_MAX = 1e6;

    private final boolean isBinary;
    private final Optimizer[] optimizers;
    private final double[] inputs;
    private final double[] shares;
    private boolean isStarted;

    LogisticRegression(Features features, int classes, Parameters parameters) {
        isBinary = classes == 2;
        optimizers = new Optimizer[isBinary ? 1 : classes];
        Descent descent = Descent.of(parameters);
        Arrays.setAll(optimizers, i -> descent.start(features.size()));
        inputs = new double[features.size()];
        shares = new double[classes];
    }

    @Override
    public void predict(double[] row, double[] scores) {
        if (isStarted) {
            score(row, scores);
        } else {
            Arrays.fill(scores, 0);
        }
    }

    private void score(double[] row, double[] scores) {
        if (isBinary) {
            scores[1] = Softmax.sigmoid(Inputs.sum(optimizers[0].weights(), row));
            scores[0] = 1 - scores[1];
            return;
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Inputs.sum(optimizers[i].weights(), row);
        }
        Softmax.apply(scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (!(weight > 0)) {
            return;
        }
        Inputs.copy(row, inputs, inputs.length);
        score(inputs, shares);
        step(label, weight);
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        if (!(weight > 0) || !isStarted) {
            predict(row, scores);
            learn(row, label, weight);
            return;
        }
        Inputs.copy(row, inputs, inputs.length);
        score(inputs, scores);
        System.arraycopy(scores, 0, shares, 0, shares.length);
        step(label, weight);
    }

    private void step(int label, double weight) {
        isStarted = true;
        double share = Math.min(weight, WEIGHT_MAX);
        if (isBinary) {
            optimizers[0].step(inputs, shares[1] - label, Limits.LOGISTIC, share);
            return;
        }
        for (int i = 0; i < optimizers.length; i++) {
            optimizers[i].step(inputs, shares[i] - (i == label ? 1 : 0), Limits.LOGISTIC, share);
        }
    }

    /** Contributions and start sum up to the log odds of a class; to its sum before softmax where there are several. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        double[] weights = optimizers[isBinary ? 0 : output].weights();
        double sign = isBinary && output == 0 ? -1 : 1;
        for (int i = 0; i < inputs.length; i++) {
            contributions[i] = sign * weights[i] * Inputs.of(row[i]);
        }
        return sign * weights[inputs.length];
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isStarted);
        for (Optimizer optimizer : optimizers) {
            optimizer.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        isStarted = in.readBoolean();
        for (Optimizer optimizer : optimizers) {
            optimizer.read(in);
        }
    }

    @Override
    public long bytes() {
        return 256 + optimizers.length * (64 + 24L * (inputs.length + 1));
    }
}
