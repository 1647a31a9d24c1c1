package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * An adaptive random forest for numbers (ARF-Reg: Gomes, Barddal, Boiko Ferreira and Bifet, "Adaptive random forests for
 * data stream regression", ESANN 2018): trees that learn each row as often as a Poisson distribution says, and look at
 * some of the features for each cut, by lot. The prediction is the mean of theirs, in which a tree counts the more the
 * less it erred of late: by the inverse of the third power of its faded mean error.
 *
 * <p>Trees are {@link io.millrace.learn.tree.RegressionTree} without alternate trees. A tree whose errors grow gets
 * another one in the background, at a warning of ADWIN; that takes over once it errs less. In the paper and in MOA it
 * takes over at an alarm whether it is better or not, or a tree that knows nothing does, and all trees count the same.
 * Defaults are MOA's, but for {@code max-features}, which is 0.6 there.
 *
 * <pre>{@code
 * Regressor forest = RegressionForest.ALGORITHM.create(Features.numeric(10));
 * double expected = forest.predictThenLearn(row, target, 1);
 * }</pre>
 */
public final class RegressionForest implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "adaptive-random-forest",
            Task.REGRESSION,
            "Many regression trees that see rows and features by lot and are replaced where they fall behind: mostly the"
                    + " most precise, at the cost of as many trees.",
            "Gomes, Barddal, Boiko Ferreira and Bifet, Adaptive random forests for data stream regression, ESANN 2018",
            Set.of(),
            RegressionForestSettings.DECLARED,
            (features, classes, parameters) ->
                    new RegressionForest(features, new RegressionForestSettings(parameters), parameters.seed()));

    private final RegressionMembers members;
    private final double[] predictions;

    RegressionForest(Features features, RegressionForestSettings settings, long seed) {
        members = new RegressionMembers(features, settings, seed);
        predictions = new double[settings.size()];
    }

    @Override
    public double predict(double[] row) {
        return predict(row, new double[members.size()]);
    }

    private double predict(double[] row, double[] single) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < single.length; i++) {
            single[i] = members.get(i).tree().predict(row);
            least = Math.min(least, members.get(i).error());
        }
        double sum = 0;
        double votes = 0;
        for (int i = 0; i < single.length; i++) {
            double vote = vote(members.get(i), least);
            sum += vote * single[i];
            votes += vote;
        }
        return sum / votes;
    }

    private static double vote(RegressionMember member, double least) {
        double error = member.error();
        double ratio = error > least ? least / error : 1;
        return Math.max(ratio * ratio * ratio, 1e-12);
    }

    /** The mean of what the trees say, weighed as they vote. */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < members.size(); i++) {
            least = Math.min(least, members.get(i).error());
        }
        double[] ofTree = new double[contributions.length];
        double start = 0;
        double votes = 0;
        for (int i = 0; i < members.size(); i++) {
            double vote = vote(members.get(i), least);
            start += vote * members.get(i).tree().explain(row, output, ofTree);
            Votes.add(ofTree, vote, contributions);
            votes += vote;
        }
        return Votes.mean(start, contributions, votes);
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        predictThenLearn(row, target, weight);
    }

    @Override
    public double predictThenLearn(double[] row, double target, double weight) {
        double prediction = predict(row, predictions);
        if (weight > 0 && Double.isFinite(target)) {
            members.learn(row, target, weight, predictions);
        }
        return prediction;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        members.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        members.read(in);
    }

    @Override
    public long bytes() {
        return 100 + members.bytes();
    }
}
