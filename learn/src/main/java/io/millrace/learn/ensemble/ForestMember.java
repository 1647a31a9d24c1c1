package io.millrace.learn.ensemble;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.learn.drift.Adwin;
import io.millrace.learn.random.Poisson;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.HoeffdingTree;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A tree of a forest with what watches it: one ADWIN that warns, upon which another tree begins to grow in the background,
 * and one that is surer, upon which that takes over. A tree votes with the share of rows for which it was right. It
 * depends on no other member. One thread learns.
 */
final class ForestMember {
    private final Features features;
    private final int classes;
    private final ForestSettings settings;
    private final Poisson poisson;
    private final Randomness randomness;
    private final double[] scratch;
    private Adwin warning;
    private Adwin drift;
    private HoeffdingTree tree;
    private @Nullable HoeffdingTree background;
    /** Of rows since the tree began to vote: right ones, and all. */
    private double right;

    private double seen;

    ForestMember(Features features, int classes, ForestSettings settings, long seed) {
        this.features = features;
        this.classes = classes;
        this.settings = settings;
        poisson = new Poisson(settings.lambda());
        randomness = new Randomness(seed);
        scratch = new double[classes];
        warning = new Adwin(settings.warningDelta());
        drift = new Adwin(settings.driftDelta());
        tree = seedling();
    }

    private HoeffdingTree seedling() {
        return new HoeffdingTree(features, classes, settings.tree(), randomness.nextLong());
    }

    HoeffdingTree tree() {
        return tree;
    }

    /** What the tree's shares count: how often it was right. */
    double vote() {
        return seen == 0 ? 1 : right / seen;
    }

    void learn(double[] row, int label, double weight) {
        predictThenLearn(row, label, weight, scratch);
    }

    /**
     * Predicts a row, then learns it as often as the dice say.
     *
     * @param scores the shares of the classes, not yet weighed by {@link #vote}
     * @return the vote that goes with them
     */
    double predictThenLearn(double[] row, int label, double weight, double[] scores) {
        double vote = vote();
        if (!(weight > 0)) {
            tree.predict(row, scores);
            return vote;
        }
        int times = poisson.next(randomness);
        tree.predictThenLearn(row, label, weight * times, scores);
        boolean isRight = Classifier.best(scores) == label;
        seen++;
        right += isRight ? 1 : 0;
        HoeffdingTree other = background;
        if (other != null) {
            other.learn(row, label, weight * times);
        }
        if (settings.isWatched()) {
            watch(isRight ? 0 : 1);
        }
        return vote;
    }

    private void watch(double error) {
        if (isWorse(warning, error)) {
            background = seedling();
            warning = new Adwin(settings.warningDelta());
        }
        if (isWorse(drift, error)) {
            HoeffdingTree other = background;
            tree = other == null ? seedling() : other;
            background = null;
            warning = new Adwin(settings.warningDelta());
            drift = new Adwin(settings.driftDelta());
            right = 0;
            seen = 0;
        }
    }

    private static boolean isWorse(Adwin detector, double error) {
        double before = detector.mean();
        return detector.add(error) && detector.mean() > before;
    }

    long bytes() {
        HoeffdingTree other = background;
        return 200 + tree.bytes() + (other == null ? 0 : other.bytes()) + warning.bytes() + drift.bytes();
    }

    void write(DataOutput out) throws IOException {
        randomness.write(out);
        warning.write(out);
        drift.write(out);
        tree.write(out);
        HoeffdingTree other = background;
        out.writeBoolean(other != null);
        if (other != null) {
            other.write(out);
        }
        out.writeDouble(right);
        out.writeDouble(seen);
    }

    void read(DataInput in) throws IOException {
        randomness.read(in);
        warning.read(in);
        drift.read(in);
        tree = new HoeffdingTree(features, classes, settings.tree(), 0);
        tree.read(in);
        background = null;
        if (in.readBoolean()) {
            HoeffdingTree other = new HoeffdingTree(features, classes, settings.tree(), 0);
            other.read(in);
            background = other;
        }
        right = in.readDouble();
        seen = in.readDouble();
    }
}
