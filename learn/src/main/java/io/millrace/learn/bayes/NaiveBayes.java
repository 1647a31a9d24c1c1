package io.millrace.learn.bayes;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Naive Bayes: numbers are normally distributed in each class, values of nominal features have their shares with
 * Laplace's correction, and every feature is taken to be independent of the others (John and Langley, "Estimating
 * continuous distributions in Bayesian classifiers", UAI 1995). Without parameters and without chance.
 *
 * <p>Where implementations differ: variances are those of a sample, a number that was always the same in a class makes
 * every other one impossible there, and Laplace's correction counts the values up to the largest that came in the class,
 * all as in MOA, whose predictions these are. Missing features are left out. Unlike there, likelihoods are summed as
 * logarithms: a row far from all classes still has a likeliest one; where all are impossible, the shares of the classes
 * are the answer.
 *
 * <pre>{@code
 * Features features = Features.of(Feature.numeric("length"), Feature.nominal("color", 5));
 * Classifier bayes = NaiveBayes.ALGORITHM.create(features, 2, NaiveBayes.ALGORITHM.parameters());
 * bayes.learn(new double[] {1.5, 0}, 1, 1);
 * bayes.predict(new double[] {1.4, 2}, new double[2]);
 * }</pre>
 */
public final class NaiveBayes implements Classifier, Explained {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "naive-bayes",
            Task.CLASSIFICATION,
            "Takes features for independent, and numbers for normally distributed in each class; small, fast, and good"
                    + " from the first rows on.",
            "John and Langley, Estimating continuous distributions in Bayesian classifiers, 1995",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new NaiveBayes(features));

    private final ClassProfiles profiles;

    NaiveBayes(Features features) {
        profiles = new ClassProfiles(features);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        profiles.predict(row, scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            profiles.learn(row, label, weight);
        }
    }

    /** Contributions and start sum up to the share of a class: features are taken into account one after the other. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        return BayesExplanation.explain(profiles, row, output, contributions);
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        profiles.predict(row, scores);
        if (weight > 0) {
            profiles.learn(row, label, weight);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        profiles.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        profiles.read(in);
    }

    @Override
    public long bytes() {
        return 24 + profiles.bytes();
    }
}
