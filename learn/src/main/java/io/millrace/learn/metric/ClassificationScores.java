package io.millrace.learn.metric;

import io.millrace.core.learn.Classifier;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a classifier is. Every share is from 0 to 1.
 *
 * <ul>
 *   <li>{@code accuracy}.
 *   <li>{@code kappa}: how much better than guessing with the same frequencies (Cohen 1960). {@code kappa-m}: than the most
 *       frequent class so far, the present row counted, as in MOA. {@code kappa-temporal}: than the label before. All three
 *       are 1 at best, and below 0 for a classifier that is worse (Bifet et al., KDD 2015).
 *   <li>{@code balanced-accuracy}: the mean of the recalls of classes that there were. {@code precision-macro}, {@code
 *       recall-macro}, {@code f1-macro}: means over classes that came or were predicted, as in scikit-learn (MOA's F1 is made
 *       from the first two instead). {@code f1-micro}, which is the accuracy.
 *   <li>{@code precision}, {@code recall}, {@code f1} of class 1, where there are two.
 *   <li>{@code log-loss}: the mean of -ln of the share that the right class got, at least 1e-15. {@code brier}: the mean
 *       square of what shares are off, the sum of all classes, halved for two (Brier 1950).
 *   <li>{@code auc}, for two classes: the area under the ROC curve. Exact over a window; else from a histogram of 1024
 *       bins, whose rows count as equal.
 * </ul>
 *
 * <p>A row whose scores are all 0 counts as the prediction of class 0 and as equal shares.
 */
public final class ClassificationScores implements Scores {
    private static final int LABEL = 0;
    private static final int GUESS = 1;
    private static final int SAME = 2;
    private static final int LOGARITHM = 3;
    private static final int SQUARE = 4;
    private static final int WEIGHT = 5;
    private static final int SHARE = 6;
    private static final int POSITIVE = 7;
    private static final int NEGATIVE = 8;
    private static final int WIDTH = 9;

    private final int classes;
    private final @Nullable Ring ring;
    private final ClassificationSums sums;
    private final Histogram histogram;
    private int before;

    public ClassificationScores(int classes, Span span) {
        this.classes = classes;
        ring = span.isWindow() ? new Ring(span.rows(), WIDTH) : null;
        sums = new ClassificationSums(span.isWindow() ? 0 : classes, span.fading());
        histogram = new Histogram(classes == 2 && !span.isWindow() ? Histogram.SHARES : 0);
    }

    /**
     * Takes a row.
     *
     * @param label the right class, from 0
     * @param scores what the classifier said before it knew: a place for each class
     * @param weight as if the row came so often; one that is not above 0 counts nothing
     */
    public void add(int label, double[] scores, double weight) {
        if (!Fading.isWeight(weight)) {
            return;
        }
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        double equal = sum > 0 ? 0 : 1.0 / classes;
        double square = 0;
        for (int i = 0; i < classes; i++) {
            double miss = scores[i] + equal - (i == label ? 1 : 0);
            square += miss * miss;
        }
        square = classes == 2 ? square / 2 : square;
        double logarithm = -Math.log(Math.min(1, Math.max(1e-15, scores[label] + equal)));
        int guess = Classifier.best(scores);
        boolean isSame = before == label;
        before = label;
        double share = classes == 2 ? scores[1] + equal : 0;
        if (ring != null) {
            int place = ring.add();
            double[] numbers = ring.numbers();
            numbers[place + LABEL] = label;
            numbers[place + GUESS] = guess;
            numbers[place + SAME] = isSame ? 1 : 0;
            numbers[place + LOGARITHM] = logarithm;
            numbers[place + SQUARE] = square;
            numbers[place + WEIGHT] = weight;
            numbers[place + SHARE] = share;
            numbers[place + POSITIVE] = label == 1 ? weight : 0;
            numbers[place + NEGATIVE] = label == 1 ? 0 : weight;
            return;
        }
        double shrink = sums.fade();
        double counted = sums.add(label, guess, isSame, logarithm, square, weight);
        if (classes == 2) {
            if (shrink != 1) {
                histogram.multiply(shrink);
            }
            histogram.add(label == 1, share, counted);
        }
    }

    public int classes() {
        return classes;
    }

    /** The weight of the rows that count. */
    public double weights() {
        return sums().weights();
    }

    public double accuracy() {
        return sums().accuracy();
    }

    /** The mean precision of the classes that came, as Flink has it: one that was only predicted does not count. */
    public double precisionOfLabels() {
        return sums().precisionOfLabels();
    }

    @Override
    public List<Score> values() {
        double area = classes != 2
                ? Double.NaN
                : ring == null ? histogram.area() : RocArea.area(ring, SHARE, POSITIVE, NEGATIVE);
        return sums().values(area);
    }

    private ClassificationSums sums() {
        if (ring == null) {
            return sums;
        }
        ClassificationSums window = new ClassificationSums(classes, 1);
        for (int i = 0; i < ring.rows(); i++) {
            double[] row = Arrays.copyOfRange(ring.numbers(), ring.place(i), ring.place(i) + WIDTH);
            window.add((int) row[LABEL], (int) row[GUESS], row[SAME] > 0, row[LOGARITHM], row[SQUARE], row[WEIGHT]);
        }
        return window;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(before);
        if (ring != null) {
            ring.write(out);
            return;
        }
        sums.write(out);
        histogram.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        before = in.readInt();
        if (ring != null) {
            ring.read(in);
            return;
        }
        sums.read(in);
        histogram.read(in);
    }

    @Override
    public long bytes() {
        return 48 + sums.bytes() + histogram.bytes() + (ring == null ? 0 : ring.bytes());
    }
}
