package io.millrace.learn.ensemble;

import io.millrace.core.learn.Features;
import io.millrace.learn.drift.Adwin;
import io.millrace.learn.random.Poisson;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.RegressionTree;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A tree of a forest with what watches it: one ADWIN that warns, upon which another tree begins to grow in the
 * background, and one that is surer. The other tree takes over when it errs less: then at once after a drift, else as soon
 * as it errs clearly less; so that no tree that knows nothing ever votes. One thread.
 */
final class RegressionMember {
    private static final double FADING = 0.999;
    /** Errors beyond so many deviations of the target are cut to this, for ADWIN's bound is meant for a range. */
    private static final double ERROR_MAX = 3;

    private static final int COMPARED_MIN = 200;
    private static final double CLEARLY = 0.95;

    private final Features features;
    private final RegressionForestSettings settings;
    private final Poisson poisson;
    private final Randomness randomness;
    private final Adwin warning;
    private final Adwin drift;
    private RegressionTree tree;
    private @Nullable RegressionTree background;
    private double error;
    private double errorWeight;
    /** Of rows since the tree in the background began: its errors, and those of the tree in front. */
    private double backgroundError;

    private double frontError;
    private double comparedWeight;
    private long compared;

    RegressionMember(Features features, RegressionForestSettings settings, Poisson poisson, long seed) {
        this.features = features;
        this.settings = settings;
        this.poisson = poisson;
        randomness = new Randomness(seed);
        warning = new Adwin(settings.warningDelta());
        drift = new Adwin(settings.driftDelta());
        tree = seedling();
    }

    private RegressionTree seedling() {
        return new RegressionTree(features, settings.tree(features, randomness.nextLong()));
    }

    RegressionTree tree() {
        return tree;
    }

    /** The faded mean of absolute errors. */
    double error() {
        return errorWeight == 0 ? 0 : error / errorWeight;
    }

    /**
     * @param prediction what the tree says for the row
     * @param deviation the standard deviation of the target
     */
    void learn(double[] row, double target, double weight, double prediction, double deviation) {
        double rowError = Math.min(Math.abs(target - prediction), Double.MAX_VALUE / 1e6);
        error = error * FADING + rowError;
        errorWeight = errorWeight * FADING + 1;
        RegressionTree other = background;
        if (other != null) {
            compared++;
            double otherError = Math.min(Math.abs(target - other.predict(row)), Double.MAX_VALUE / 1e6);
            backgroundError = backgroundError * FADING + otherError;
            frontError = frontError * FADING + rowError;
            comparedWeight = comparedWeight * FADING + 1;
        }
        int times = poisson.next(randomness);
        if (times > 0) {
            tree.learn(row, target, weight * times);
            if (other != null) {
                other.learn(row, target, weight * times);
            }
        }
        if (settings.isWatched()) {
            watch(deviation > 0 ? Math.min(1, rowError / deviation / ERROR_MAX) : 0);
        }
    }

    private void watch(double scaled) {
        boolean isWarned = isWorse(warning, scaled);
        boolean isDrift = isWorse(drift, scaled);
        RegressionTree other = background;
        if (other == null) {
            if (isWarned || isDrift) {
                background = seedling();
                backgroundError = 0;
                frontError = 0;
                comparedWeight = 0;
                compared = 0;
            }
        } else if (backgroundError < frontError * (isDrift ? 1 : CLEARLY) && (isDrift || compared >= COMPARED_MIN)) {
            tree = other;
            background = null;
            error = backgroundError;
            errorWeight = comparedWeight;
        }
    }

    private static boolean isWorse(Adwin detector, double scaled) {
        double before = detector.mean();
        return detector.add(scaled) && detector.mean() > before;
    }

    long bytes() {
        RegressionTree other = background;
        return 200 + tree.bytes() + (other == null ? 0 : other.bytes()) + warning.bytes() + drift.bytes();
    }

    void write(DataOutput out) throws IOException {
        randomness.write(out);
        warning.write(out);
        drift.write(out);
        tree.write(out);
        RegressionTree other = background;
        out.writeBoolean(other != null);
        if (other != null) {
            other.write(out);
        }
        out.writeDouble(error);
        out.writeDouble(errorWeight);
        out.writeDouble(backgroundError);
        out.writeDouble(frontError);
        out.writeDouble(comparedWeight);
        out.writeLong(compared);
    }

    void read(DataInput in) throws IOException {
        randomness.read(in);
        warning.read(in);
        drift.read(in);
        tree = new RegressionTree(features, settings.tree(features, 0));
        tree.read(in);
        background = null;
        if (in.readBoolean()) {
            RegressionTree other = new RegressionTree(features, settings.tree(features, 0));
            other.read(in);
            background = other;
        }
        error = in.readDouble();
        errorWeight = in.readDouble();
        backgroundError = in.readDouble();
        frontError = in.readDouble();
        comparedWeight = in.readDouble();
        compared = in.readLong();
    }
}
