package io.millrace.learn.metric;

import io.millrace.core.learn.Classifier;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What classification is scored from: sums over rows, which may fade. */
final class ClassificationSums {
    private final int classes;
    private final Fading fading;
    private final double[] truths;
    private final double[] guesses;
    private final double[] hits;
    private double weights;
    private double same;
    private double majority;
    private double logLoss;
    private double brier;

    ClassificationSums(int classes, double factor) {
        this.classes = classes;
        fading = new Fading(factor);
        truths = new double[classes];
        guesses = new double[classes];
        hits = new double[classes];
    }

    /**
     * Takes a row.
     *
     * @param isSame whether the row before had this label
     * @return what the row counts, for sums of the caller's
     */
    double add(int label, int guess, boolean isSame, double logarithm, double square, double weight) {
        double counted = weight * fading.scale();
        weights += counted;
        truths[label] += counted;
        guesses[guess] += counted;
        if (label == guess) {
            hits[label] += counted;
        }
        if (isSame) {
            same += counted;
        }
        if (Classifier.best(truths) == label) {
            majority += counted;
        }
        logLoss += counted * logarithm;
        brier += counted * square;
        return counted;
    }

    /** Before each row: what older rows have to be multiplied by, mostly 1. */
    double fade() {
        fading.next();
        if (!fading.isFull()) {
            return 1;
        }
        double shrink = fading.restart();
        for (int i = 0; i < classes; i++) {
            truths[i] *= shrink;
            guesses[i] *= shrink;
            hits[i] *= shrink;
        }
        weights *= shrink;
        same *= shrink;
        majority *= shrink;
        logLoss *= shrink;
        brier *= shrink;
        return shrink;
    }

    double weights() {
        return weights / fading.scale();
    }

    List<Score> values(double area) {
        double accuracy = accuracy();
        double chance = 0;
        double precisions = 0;
        double recalls = 0;
        double balanced = 0;
        double harmonic = 0;
        int seen = 0;
        int met = 0;
        for (int i = 0; i < classes; i++) {
            chance += truths[i] / weights * (guesses[i] / weights);
            if (truths[i] + guesses[i] > 0) {
                seen++;
                precisions += ratio(hits[i], guesses[i]);
                recalls += ratio(hits[i], truths[i]);
                harmonic += 2 * hits[i] / (truths[i] + guesses[i]);
            }
            if (truths[i] > 0) {
                met++;
                balanced += hits[i] / truths[i];
            }
        }
        boolean isBinary = classes == 2;
        List<Score> values = new ArrayList<>();
        values.add(new Score("accuracy", accuracy));
        values.add(new Score("kappa", above(accuracy, chance)));
        values.add(new Score("kappa-m", above(accuracy, majority / weights)));
        values.add(new Score("kappa-temporal", above(accuracy, same / weights)));
        values.add(new Score("balanced-accuracy", balanced / met));
        values.add(new Score("precision-macro", precisions / seen));
        values.add(new Score("recall-macro", recalls / seen));
        values.add(new Score("f1-macro", harmonic / seen));
        values.add(new Score("f1-micro", accuracy));
        values.add(new Score("precision", isBinary ? hits[1] / guesses[1] : Double.NaN));
        values.add(new Score("recall", isBinary ? hits[1] / truths[1] : Double.NaN));
        values.add(new Score("f1", isBinary ? 2 * hits[1] / (truths[1] + guesses[1]) : Double.NaN));
        values.add(new Score("log-loss", logLoss / weights));
        values.add(new Score("brier", brier / weights));
        values.add(new Score("auc", area));
        return List.copyOf(values);
    }

    double accuracy() {
        double sum = 0;
        for (double hit : hits) {
            sum += hit;
        }
        return sum / weights;
    }

    /** The mean precision of the classes that came. */
    double precisionOfLabels() {
        double precisions = 0;
        int met = 0;
        for (int i = 0; i < classes; i++) {
            if (truths[i] > 0) {
                precisions += ratio(hits[i], guesses[i]);
                met++;
            }
        }
        return precisions / met;
    }

    private static double ratio(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    /** By how much of what was left something is better than a reference. */
    private static double above(double accuracy, double reference) {
        return reference < 1 ? (accuracy - reference) / (1 - reference) : Double.NaN;
    }

    void write(DataOutput out) throws IOException {
        fading.write(out);
        for (int i = 0; i < classes; i++) {
            out.writeDouble(truths[i]);
            out.writeDouble(guesses[i]);
            out.writeDouble(hits[i]);
        }
        for (double sum : new double[] {weights, same, majority, logLoss, brier}) {
            out.writeDouble(sum);
        }
    }

    void read(DataInput in) throws IOException {
        fading.read(in);
        for (int i = 0; i < classes; i++) {
            truths[i] = in.readDouble();
            guesses[i] = in.readDouble();
            hits[i] = in.readDouble();
        }
        weights = in.readDouble();
        same = in.readDouble();
        majority = in.readDouble();
        logLoss = in.readDouble();
        brier = in.readDouble();
    }

    long bytes() {
        return 160 + 24L * classes;
    }
}
