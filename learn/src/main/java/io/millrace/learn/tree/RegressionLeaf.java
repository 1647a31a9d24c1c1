package io.millrace.learn.tree;

import io.millrace.core.learn.Features;
import io.millrace.learn.tree.RegressionTreeSettings.LeafModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A leaf of a regression tree, or a rule: what it predicts, and what it needs to be cut in two. One thread. */
public final class RegressionLeaf {
    /** Beyond this numbers and targets are taken for this. */
    public static final double LIMIT = LinearFit.LIMIT;

    private static final double FADING = 0.995;
    private static final double SHIFTING = 0.5;
    private static final double BRANCH_SHARE_MIN = 0.01;
    private static final double BRANCH_MIN = 5;
    private static final double RELEVANCE = 1e-4;
    /** How much of its errors a leaf passes on to its children. */
    private static final double INHERITED = 0.1;

    /** What a cut must gain against the noise in means, squared: more than the best of a few hundred useless ones. */
    private static final double SIGNIFICANCE = 14;

    private final RegressionInputs inputs;
    private final RegressionTreeSettings settings;
    private final int[] watched;
    private final TargetHistograms numbers;
    private final NominalTargets values;
    private final @Nullable LinearFit linear;
    private double priorWeight;
    private double priorMean;
    private double weight;
    private double squaredWeights;
    private double mean;
    private double squares;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    /** Faded sums of absolute errors of the mean, of the linear function, and of that with its shift. */
    private double meanError;

    private double linearError;
    private double shiftedError;
    /** The mean of what the linear function has lacked of late. */
    private double shift;

    private double observedWeight;
    private double observedSum;
    private double observedSquares;
    private double nextLook;
    /** The variance of targets where the tree began: what explains next to nothing of it is not worth a cut. */
    private double variance;

    /**
     * @param watched the features that may be cut here
     * @param parent where it comes from, or null
     * @param prior what the parent knows of this side
     */
    public RegressionLeaf(
            RegressionInputs inputs,
            RegressionTreeSettings settings,
            int[] watched,
            @Nullable RegressionLeaf parent,
            Prior prior) {
        this.inputs = inputs;
        this.settings = settings;
        this.watched = watched;
        int numeric = 0;
        for (int feature : watched) {
            numeric += inputs.features().isNominal(feature) ? 0 : 1;
        }
        numbers = new TargetHistograms(numeric, settings.bins());
        values = new NominalTargets(watched.length - numeric);
        boolean isFitted = settings.model() != LeafModel.MEAN && inputs.fitted().length > 0;
        linear = isFitted ? new LinearFit(inputs.fitted(), settings.ridge()) : null;
        priorWeight = prior.weight();
        priorMean = prior.mean();
        nextLook = settings.gracePeriod();
        if (parent != null) {
            inherit(parent, prior.step());
        }
    }

    private void inherit(RegressionLeaf parent, double step) {
        variance = parent.reference();
        minimum = parent.minimum;
        maximum = parent.maximum;
        meanError = parent.meanError * INHERITED;
        linearError = parent.linearError * INHERITED;
        shiftedError = parent.shiftedError * INHERITED;
        if (linear != null && parent.linear != null) {
            linear.start(parent.linear, step);
        }
    }

    public double predict(double[] row) {
        LinearFit fit = linear;
        if (fit == null) {
            return mean();
        }
        return switch (best()) {
            case MEAN -> mean();
            case LINEAR -> bounded(fit.predict(row));
            default -> bounded(fit.predict(row) + shift);
        };
    }

    /** The mean of the targets here, with what the parent knew of them. */
    public double mean() {
        double all = priorWeight + weight;
        return all == 0 ? 0 : priorMean + (mean - priorMean) * (weight / all);
    }

    private LeafModel best() {
        if (settings.model() != LeafModel.ADAPTIVE) {
            return settings.model();
        }
        double least = Math.min(meanError, linearError);
        return shiftedError < least ? LeafModel.ADAPTIVE : linearError <= least ? LeafModel.LINEAR : LeafModel.MEAN;
    }

    /** What a linear function says, kept near the targets that were seen here. */
    private double bounded(double prediction) {
        double bounded = Math.max(minimum - deviation(), Math.min(maximum + deviation(), prediction));
        return Double.isFinite(bounded) ? bounded : mean();
    }

    /** What each number adds to the prediction, against a row in the middle of the leaf. */
    public void explain(double[] row, double[] contributions) {
        LinearFit fit = linear;
        if (fit != null && best() != LeafModel.MEAN) {
            for (int i = 0; i < inputs.fitted().length; i++) {
                contributions[inputs.fitted()[i]] += fit.contribution(i, row);
            }
        }
    }

    /** How far a row is from the mean of those here; as far as can be where there are none. */
    double distance(double[] row, double[] precisions) {
        LinearFit fit = linear;
        return fit == null ? 0 : fit.distance(row, precisions);
    }

    public double weight() {
        return weight;
    }

    /** The standard deviation of its targets. */
    public double deviation() {
        return weight > 0 ? Math.sqrt(squares / weight) : 0;
    }

    /**
     * @param target within the limit of {@link LinearFit}
     * @param differences scratch, a place for each number
     * @return what it lacked; NaN as long as that says little, which then counts for no cut
     */
    public double learn(double[] row, double target, double rowWeight, double[] differences) {
        if (priorWeight == 0 && weight == 0 && linear == null) {
            priorMean = target;
        }
        double rest = target - (linear == null ? priorMean : learnLinear(linear, row, target, rowWeight, differences));
        weight += rowWeight;
        squaredWeights += rowWeight * rowWeight;
        double difference = target - mean;
        mean += difference * (rowWeight / weight);
        squares += weight == rowWeight ? 0 : rowWeight * difference * (target - mean);
        minimum = Math.min(minimum, target);
        maximum = Math.max(maximum, target);
        if (linear != null && !linear.isSettled()) {
            return Double.NaN;
        }
        observedWeight += rowWeight;
        observedSum += rowWeight * rest;
        observedSquares += rowWeight * rest * rest;
        observe(row, rest, rowWeight);
        return rest;
    }

    /** Answers what the linear function said before it learned. */
    private double learnLinear(LinearFit fit, double[] row, double target, double rowWeight, double[] differences) {
        double said = fit.predict(row);
        double prediction = bounded(said);
        meanError = meanError * FADING + rowWeight * Math.abs(target - mean());
        linearError = linearError * FADING + rowWeight * Math.abs(target - prediction);
        shiftedError = shiftedError * FADING + rowWeight * Math.abs(target - bounded(said + shift));
        shift += SHIFTING * (target - prediction - shift);
        fit.learn(row, target, rowWeight, differences);
        return prediction;
    }

    private void observe(double[] row, double target, double rowWeight) {
        Features features = inputs.features();
        int number = 0;
        int nominal = 0;
        for (int feature : watched) {
            double place = row[feature];
            if (features.isNominal(feature)) {
                int value = features.nominal(feature, place);
                if (value >= 0) {
                    values.add(nominal, value, target, rowWeight);
                }
                nominal++;
            } else {
                if (Double.isFinite(place)) {
                    double bounded = Math.max(-LinearFit.LIMIT, Math.min(LinearFit.LIMIT, place));
                    numbers.add(number, bounded, target, rowWeight);
                }
                number++;
            }
        }
    }

    /** Where to cut this leaf, or null as long as it is not time, or no cut is clearly good enough. */
    public @Nullable Cut cut() {
        if (weight < nextLook || observedWeight == 0) {
            return null;
        }
        nextLook = weight + settings.gracePeriod();
        double branchMin = Math.max(BRANCH_MIN, weight * BRANCH_SHARE_MIN);
        double best = 0;
        double second = 0;
        int bestAt = -1;
        double all = Math.max(0, observedSquares - observedSum * (observedSum / observedWeight));
        double noise = all / observedWeight * (squaredWeights / weight);
        SplitSearch bestSearch = new SplitSearch(branchMin);
        for (int i = 0; i < watched.length; i++) {
            SplitSearch search = new SplitSearch(branchMin);
            double gain = search(i, search, noise);
            if (gain > best) {
                second = best;
                best = gain;
                bestAt = i;
                bestSearch = search;
            } else if (gain > second) {
                second = gain;
            }
        }
        if (bestAt < 0 || !isClear(best, second, all)) {
            return null;
        }
        return cut(bestAt, bestSearch);
    }

    private double reference() {
        return variance > 0 ? variance : squares / weight;
    }

    private boolean isClear(double best, double second, double all) {
        double bound = Math.sqrt(-Math.log(settings.delta()) / (2 * weight));
        double noise = Math.max(all - best, 0) / weight * (squaredWeights / weight);
        return best > SIGNIFICANCE * noise
                && best > RELEVANCE * weight * reference()
                && (second / best + bound < 1 || bound < settings.tieThreshold());
    }

    private double search(int at, SplitSearch search, double noise) {
        int feature = watched[at];
        int place = placeOf(at);
        if (!inputs.features().isNominal(feature)) {
            numbers.search(place, search);
            return search.gain();
        }
        values.search(place, search);
        // The more values there are, the more the best of all sets of them gains by chance.
        int count = values.order(place).length;
        return search.gain() - Math.max(0, count - 2) * noise;
    }

    /** The number of a watched feature among those of its kind. */
    private int placeOf(int at) {
        Features features = inputs.features();
        boolean isNominal = features.isNominal(watched[at]);
        int place = 0;
        for (int i = 0; i < at; i++) {
            place += features.isNominal(watched[i]) == isNominal ? 1 : 0;
        }
        return place;
    }

    private Cut cut(int at, SplitSearch search) {
        int feature = watched[at];
        int place = placeOf(at);
        Prior below = prior(search.leftWeight(), search.leftMean());
        Prior above = prior(search.rightWeight(), search.rightMean());
        boolean isLeftHeavier = search.leftWeight() >= search.rightWeight();
        if (!inputs.features().isNominal(feature)) {
            return new Cut(feature, numbers.edge(place, search.cut()), null, isLeftHeavier, below, above);
        }
        int[] order = values.order(place);
        // Values that never came go where most rows go.
        BitSet left = new BitSet();
        left.set(0, isLeftHeavier ? inputs.features().values(feature) : 0);
        for (int i = 0; i < order.length; i++) {
            left.set(order[i], i <= search.cut());
        }
        return new Cut(feature, 0, left.toLongArray(), isLeftHeavier, below, above);
    }

    private Prior prior(double sideWeight, double sideMean) {
        // With a linear function it is rests that were counted: the mean of targets is then a guess, and counts little.
        return linear == null
                ? new Prior(sideWeight, priorMean + sideMean, sideMean)
                : new Prior(Math.min(1, sideWeight), mean() + sideMean, sideMean);
    }

    public long bytes() {
        return 200 + 4L * watched.length + numbers.bytes() + values.bytes() + (linear == null ? 0 : linear.bytes());
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(watched.length);
        for (int feature : watched) {
            out.writeInt(feature);
        }
        Doubles.write(out, scalars());
        numbers.write(out);
        values.write(out);
        if (linear != null) {
            linear.write(out);
        }
    }

    public static RegressionLeaf read(DataInput in, RegressionInputs inputs, RegressionTreeSettings settings)
            throws IOException {
        int[] watched = new int[in.readInt()];
        for (int i = 0; i < watched.length; i++) {
            watched[i] = in.readInt();
        }
        RegressionLeaf leaf = new RegressionLeaf(inputs, settings, watched, null, Prior.NONE);
        leaf.read(in);
        return leaf;
    }

    private void read(DataInput in) throws IOException {
        double[] scalars = scalars();
        Doubles.read(in, scalars);
        priorWeight = scalars[0];
        priorMean = scalars[1];
        weight = scalars[2];
        squaredWeights = scalars[3];
        mean = scalars[4];
        squares = scalars[5];
        minimum = scalars[6];
        maximum = scalars[7];
        meanError = scalars[8];
        linearError = scalars[9];
        shiftedError = scalars[10];
        shift = scalars[11];
        observedWeight = scalars[12];
        observedSum = scalars[13];
        observedSquares = scalars[14];
        nextLook = scalars[15];
        variance = scalars[16];
        numbers.read(in);
        values.read(in);
        if (linear != null) {
            linear.read(in);
        }
    }

    private double[] scalars() {
        return new double[] {
            priorWeight,
            priorMean,
            weight,
            squaredWeights,
            mean,
            squares,
            minimum,
            maximum,
            meanError,
            linearError,
            shiftedError,
            shift,
            observedWeight,
            observedSum,
            observedSquares,
            nextLook,
            variance
        };
    }
}
