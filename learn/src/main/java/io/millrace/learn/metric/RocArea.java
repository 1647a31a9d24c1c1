package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The area under the receiver operating characteristic: how often a positive row has a higher score than a negative one,
 * where equal scores count half. Over a window it is exact; over all or fading rows scores are counted in bins that are
 * 3 % wide, from 2^-20 to 2^44, and those of one bin count as equal. For detectors of anomalies; {@link
 * ClassificationScores} has it for two classes.
 *
 * <p>Fawcett, An introduction to ROC analysis, 2006; over windows Brzezinski and Stefanowski, Prequential AUC, 2017.
 */
public final class RocArea implements Scores {
    private static final int WIDTH = 3;

    private final Fading fading;
    private final @Nullable Ring ring;
    private final Histogram histogram;

    public RocArea(Span span) {
        fading = new Fading(span.fading());
        ring = span.isWindow() ? new Ring(span.rows(), WIDTH) : null;
        histogram = new Histogram(span.isWindow() ? 0 : Histogram.SCORES);
    }

    /**
     * Takes a row.
     *
     * @param score not negative; the higher, the more it looks positive
     * @param weight as if it came so often; one that is not above 0 counts nothing
     */
    public void add(boolean isPositive, double score, double weight) {
        if (!Fading.isWeight(weight) || Double.isNaN(score)) {
            return;
        }
        if (ring != null) {
            int place = ring.add();
            // Turns -0.0 into 0.0, which are equal but sort apart.
            ring.numbers()[place] = score + 0.0;
            ring.numbers()[place + 1] = isPositive ? weight : 0;
            ring.numbers()[place + 2] = isPositive ? 0 : weight;
            return;
        }
        double scale = fading.next();
        if (fading.isFull()) {
            histogram.multiply(fading.restart());
            scale = 1;
        }
        histogram.add(isPositive, score, weight * scale);
    }

    /** From 0 to 1, .5 for guesses; NaN as long as there are not both positive and negative rows. */
    public double area() {
        return ring == null ? histogram.area() : area(ring, 0, 1, 2);
    }

    /** The exact area for rows of a ring with a score, a positive and a negative weight at three places. */
    static double area(Ring ring, int score, int positive, int negative) {
        double[] numbers = ring.numbers();
        double[] sorted = new double[ring.rows()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = numbers[ring.place(i) + score];
        }
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        double[] positives = new double[distinct];
        double[] negatives = new double[distinct];
        for (int i = 0; i < sorted.length; i++) {
            int place = ring.place(i);
            int rank = Arrays.binarySearch(sorted, 0, distinct, numbers[place + score]);
            positives[rank] += numbers[place + positive];
            negatives[rank] += numbers[place + negative];
        }
        return Histogram.area(positives, negatives);
    }

    @Override
    public List<Score> values() {
        return List.of(new Score("auc", area()));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        if (ring != null) {
            ring.write(out);
            return;
        }
        fading.write(out);
        histogram.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        if (ring != null) {
            ring.read(in);
            return;
        }
        fading.read(in);
        histogram.read(in);
    }

    @Override
    public long bytes() {
        return 32 + histogram.bytes() + (ring == null ? 0 : ring.bytes());
    }
}
