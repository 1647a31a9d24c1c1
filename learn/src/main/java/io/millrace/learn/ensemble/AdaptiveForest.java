package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parallel;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * A forest of Hoeffding trees that follows changes: each tree learns each row as often as dice say, looks at some of the
 * features, and is replaced by a younger one when its errors grow. Trees vote with their shares of classes, weighed by how
 * often they were right.
 *
 * <ul>
 *   <li>{@code adaptive-random-forest}: every leaf looks at other features (Gomes and others, "Adaptive random forests for
 *       evolving data stream classification", Machine Learning 106, 2017).
 *   <li>{@code streaming-random-patches}: all leaves of a tree look at the same features (Gomes, Read and Bifet,
 *       "Streaming random patches for evolving data stream classification", ICDM 2019).
 * </ul>
 *
 * <p>Defaults are MOA's. What differs: whether a tree was right is taken from its prediction before it learns the row, not
 * after, which costs no second look; and a tree in the background learns rows as often as the one it may replace.
 *
 * <p>Members throw their own dice and depend on nothing but their rows, so {@link Parallel} is exact.
 *
 * <pre>{@code
 * Algorithm<Classifier> algorithm = AdaptiveForest.RANDOM_FOREST;
 * Classifier forest = algorithm.create(features, 2, algorithm.parameters().with("ensemble-size", 30));
 * forest.predictThenLearn(row, label, 1, scores);
 * }</pre>
 */
public final class AdaptiveForest implements Classifier, Explained, Parallel {
    public static final Algorithm<Classifier> RANDOM_FOREST = new Algorithm<>(
            "adaptive-random-forest",
            Task.CLASSIFICATION,
            "Trees over random rows and features, replaced when they get worse: the first choice for streams that change.",
            "Gomes and others, Adaptive random forests for evolving data stream classification, 2017",
            Set.of(),
            ForestSettings.parameters(0.01, 0.001),
            (features, classes, parameters) -> new AdaptiveForest(features, classes, parameters, false));

    public static final Algorithm<Classifier> RANDOM_PATCHES = new Algorithm<>(
            "streaming-random-patches",
            Task.CLASSIFICATION,
            "Trees over random rows, each over its own share of the features; for streams with many features.",
            "Gomes, Read and Bifet, Streaming random patches for evolving data stream classification, ICDM 2019",
            Set.of(),
            ForestSettings.parameters(1e-4, 1e-5),
            (features, classes, parameters) -> new AdaptiveForest(features, classes, parameters, true));

    private final int classes;
    private final ForestMember[] members;
    private final double[] scratch;

    AdaptiveForest(Features features, int classes, Parameters parameters, boolean isPatched) {
        this.classes = classes;
        ForestSettings settings = ForestSettings.of(parameters, features, isPatched);
        members = new ForestMember[parameters.whole("ensemble-size")];
        Arrays.setAll(
                members, i -> new ForestMember(features, classes, settings, Randomness.seed(parameters.seed(), i)));
        scratch = new double[classes];
    }

    @Override
    public void predict(double[] row, double[] scores) {
        double[] shares = new double[classes];
        Arrays.fill(scores, 0);
        for (ForestMember member : members) {
            member.tree().predict(row, shares);
            Votes.add(shares, member.vote(), scores);
        }
        Votes.normalize(scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            for (ForestMember member : members) {
                member.learn(row, label, weight);
            }
        }
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        Arrays.fill(scores, 0);
        for (ForestMember member : members) {
            double vote = member.predictThenLearn(row, label, weight, scratch);
            Votes.add(scratch, vote, scores);
        }
        Votes.normalize(scores);
    }

    @Override
    public void predictThenLearn(
            double[][] rows, double[] targets, double[] weights, double[][] answers, Executor executor) {
        double[][] shares = new double[members.length][rows.length * classes];
        double[][] votes = new double[members.length][rows.length];
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            int member = i;
            tasks.add(
                    new FutureTask<>(() -> learn(member, rows, targets, weights, shares[member], votes[member]), true));
        }
        tasks.forEach(executor::execute);
        tasks.forEach(AdaptiveForest::join);
        for (int i = 0; i < rows.length; i++) {
            double[] scores = answers[i];
            Arrays.fill(scores, 0);
            for (int member = 0; member < members.length; member++) {
                for (int j = 0; j < classes; j++) {
                    scores[j] += votes[member][i] * shares[member][i * classes + j];
                }
            }
            Votes.normalize(scores);
        }
    }

    private static void join(FutureTask<Boolean> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a thread that waited for members of a forest was interrupted", e);
        }
    }

    private void learn(
            int member, double[][] rows, double[] targets, double[] weights, double[] shares, double[] votes) {
        double[] scores = new double[classes];
        for (int i = 0; i < rows.length; i++) {
            votes[i] = members[member].predictThenLearn(rows[i], (int) targets[i], weights[i], scores);
            System.arraycopy(scores, 0, shares, i * classes, classes);
        }
    }

    /** The mean of what the trees say, weighed as they vote; those do not count that say nothing. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        double[] ofTree = new double[contributions.length];
        double[] shares = new double[classes];
        double votes = 0;
        double start = 0;
        for (ForestMember member : members) {
            double vote = member.vote();
            member.tree().predict(row, shares);
            if (Votes.isSaid(shares)) {
                start += vote * member.tree().explain(row, output, ofTree);
                Votes.add(ofTree, vote, contributions);
                votes += vote;
            }
        }
        return Votes.mean(start, contributions, votes);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (ForestMember member : members) {
            member.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (ForestMember member : members) {
            member.read(in);
        }
    }

    @Override
    public long bytes() {
        long bytes = 100 + 8L * scratch.length;
        for (ForestMember member : members) {
            bytes += member.bytes();
        }
        return bytes;
    }
}
