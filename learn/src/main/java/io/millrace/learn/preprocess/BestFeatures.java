package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Lets the {@code k} numbers pass that tell most of the target, each by itself; the others become 0, so that rows keep
 * their width. What a number tells is the share of its variance that goes with the target: for a target that is a number
 * the square of their correlation (Pearson 1895), for classes the correlation ratio (Fisher 1925), the variance of the
 * means of the classes against that of all. Of equal ones the first pass. Nominal values and gaps pass as they are, and
 * before a target was seen everything does.
 *
 * <p>What passes follows the stream, so that a learner behind it must bear a column that comes and goes: trees and naive
 * Bayes do, linear models do slowly.
 */
public final class BestFeatures extends SamePlaces implements Supervised {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "k-best",
            Task.PREPROCESSING,
            "Makes all numbers 0 but those that tell most of the target, each by itself.",
            "Guyon and Elisseeff, An introduction to variable and feature selection, JMLR 2003",
            Set.of(),
            List.of(Parameter.whole("k", 10, 1, 1_000_000, "How many numbers pass.")),
            (features, classes, parameters) -> new BestFeatures(features, classes, parameters.whole("k")));

    private final int classes;
    private final int most;
    /** For each number: its count, mean and sum of squares. */
    private final double[] sums;
    /**
     * For each number, of a target that is one: its mean, its sum of squares and the sum of products; of classes the count and
     * the mean in each.
     */
    private final double[] targets;

    private final int perTarget;
    /** Follows from the sums. */
    private final boolean[] passes;

    BestFeatures(Features features, int classes, int most) {
        super(features);
        this.classes = classes;
        this.most = most;
        int count = places.numeric().length;
        perTarget = classes > 0 ? 2 * classes : 3;
        sums = new double[3 * count];
        targets = new double[perTarget * count];
        passes = new boolean[count];
        Arrays.fill(passes, true);
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            transformed[numeric[i]] = passes[i] || Double.isNaN(value) ? value : 0;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        double number = Places.number(target);
        if (Double.isNaN(number) || classes > 0 && !(number >= 0 && number < classes)) {
            return;
        }
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (!Double.isNaN(value)) {
                add(i, value, number);
            }
        }
        select();
    }

    private void add(int feature, double value, double target) {
        int own = 3 * feature;
        int other = perTarget * feature;
        double count = ++sums[own];
        double difference = value - sums[own + 1];
        sums[own + 1] += difference / count;
        double rest = value - sums[own + 1];
        sums[own + 2] += difference * rest;
        if (classes > 0) {
            int place = other + 2 * (int) target;
            double inClass = ++targets[place];
            targets[place + 1] += (value - targets[place + 1]) / inClass;
        } else {
            double away = target - targets[other];
            targets[other] += away / count;
            targets[other + 1] += away * (target - targets[other]);
            targets[other + 2] += rest * away;
        }
    }

    /** From 0 to 1. */
    private double share(int feature) {
        int other = perTarget * feature;
        double squares = sums[3 * feature + 2];
        double share = 0;
        if (classes == 0) {
            // Two divisions: the product of two huge sums is not finite.
            double product = targets[other + 2];
            share = product / squares * (product / targets[other + 1]);
        } else {
            for (int i = 0; i < classes; i++) {
                double away = targets[other + 2 * i + 1] - sums[3 * feature + 1];
                share += targets[other + 2 * i] * away * away / squares;
            }
        }
        return Double.isFinite(share) ? share : 0;
    }

    private void select() {
        if (passes.length <= most) {
            return;
        }
        double[] shares = new double[passes.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = share(i);
        }
        double[] sorted = shares.clone();
        Arrays.sort(sorted);
        double bound = sorted[sorted.length - most];
        int left = most;
        for (double share : shares) {
            left -= share > bound ? 1 : 0;
        }
        for (int i = 0; i < shares.length; i++) {
            passes[i] = shares[i] > bound || shares[i] == bound && left-- > 0;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(sums, out);
        DoubleArrays.write(targets, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(sums, in);
        DoubleArrays.read(targets, in);
        boolean isNew = true;
        for (int i = 0; i < passes.length; i++) {
            isNew &= sums[3 * i] == 0;
        }
        if (!isNew) {
            select();
        }
    }

    @Override
    public long bytes() {
        return 112 + 8L * (sums.length + targets.length) + passes.length;
    }
}
