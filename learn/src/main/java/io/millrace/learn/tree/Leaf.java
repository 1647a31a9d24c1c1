package io.millrace.learn.tree;

import io.millrace.core.learn.Features;
import io.millrace.learn.bayes.ClassProfiles;
import io.millrace.learn.bayes.ClassWeights;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a leaf knows: its rows by class, how good its two ways to predict were, and when it last looked for a split. */
final class Leaf {
    final ClassProfiles profiles;
    /** The places of the features that it looks at. */
    private final int[] places;

    private double majorityRight;
    private double bayesRight;
    /** The weight of all classes when it last looked for a split, and of the rows since then. */
    private double weightBefore;

    private double weightSince;
    /** In trees that replace splits: what each feature has gained, when it was looked at. */
    private double @Nullable [] gains;

    private long looks;

    /** Makes what a leaf holds over features at some places. */
    record Maker(Features features) {
        Leaf leaf(int[] places) {
            return new Leaf(places, new ClassProfiles(features, places));
        }
    }

    private Leaf(int[] places, ClassProfiles profiles) {
        this.places = places;
        this.profiles = profiles;
    }

    void seed(double[] weights) {
        profiles.seed(weights);
        weightBefore = ClassWeights.sum(weights);
    }

    void predict(double[] row, LeafPrediction prediction, double[] scores) {
        if (prediction == LeafPrediction.MAJORITY
                || (prediction == LeafPrediction.ADAPTIVE && majorityRight > bayesRight)) {
            profiles.shares(scores);
        } else {
            profiles.predict(row, scores);
        }
    }

    /** Whether {@link #predict} answers with naive Bayes. */
    boolean isBayes(LeafPrediction prediction) {
        return prediction == LeafPrediction.BAYES
                || (prediction == LeafPrediction.ADAPTIVE && majorityRight <= bayesRight);
    }

    /** Keeps how good the two ways to predict are; before the row is learned. */
    void judge(int bayes, int label, double weight) {
        majorityRight += weight * isEqual(profiles.heaviest(), label);
        bayesRight += weight * isEqual(bayes, label);
    }

    /** 1 or 0, without a branch that a processor could not foretell. */
    private static int isEqual(int one, int other) {
        int difference = one ^ other;
        return 1 - ((difference | -difference) >>> 31);
    }

    void learn(double[] row, int label, double weight) {
        profiles.learn(row, label, weight);
        weightSince += weight;
    }

    /** Whether enough rows came since it last looked for a split; if so, they count from now on anew. */
    boolean isTimeToLook(double gracePeriod) {
        // The sums below are rounded, so that the difference is not always what came: ask them only when it is near.
        if (weightSince < gracePeriod - 1e-3) {
            return false;
        }
        double sum = ClassWeights.sum(profiles.weights());
        if (sum - weightBefore < gracePeriod) {
            return false;
        }
        weightBefore = sum;
        weightSince = 0;
        return true;
    }

    /** Keeps what a split at each of its features would gain now. */
    void keep(double[] gained) {
        double[] sums = gains == null ? new double[gained.length] : gains;
        for (int i = 0; i < gained.length; i++) {
            sums[i] += gained[i];
        }
        gains = sums;
        looks++;
    }

    /** What the feature at one of its places has gained in the mean of all looks. */
    double meanGain(int at) {
        return gains == null ? 0 : gains[at] / looks;
    }

    /** The places of the features that it looks at. Not to be changed. */
    int[] places() {
        return places;
    }

    long bytes() {
        return 80 + profiles.bytes() + 16 + 4L * places.length + (gains == null ? 0 : 16 + 8L * gains.length);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(places.length);
        for (int place : places) {
            out.writeInt(place);
        }
        out.writeDouble(majorityRight);
        out.writeDouble(bayesRight);
        out.writeDouble(weightBefore);
        out.writeDouble(weightSince);
        out.writeLong(looks);
        if (gains != null) {
            Doubles.write(out, gains);
        }
        profiles.write(out);
    }

    static Leaf read(DataInput in, Maker maker) throws IOException {
        int[] places = new int[in.readInt()];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readInt();
        }
        Leaf leaf = maker.leaf(places);
        leaf.majorityRight = in.readDouble();
        leaf.bayesRight = in.readDouble();
        leaf.weightBefore = in.readDouble();
        leaf.weightSince = in.readDouble();
        leaf.looks = in.readLong();
        if (leaf.looks > 0) {
            leaf.gains = new double[places.length];
            Doubles.read(in, leaf.gains);
        }
        leaf.profiles.read(in);
        return leaf;
    }
}
