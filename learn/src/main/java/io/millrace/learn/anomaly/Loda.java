package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * LODA, a lightweight online detector of anomalies (Pevný, Machine Learning 2016): histograms of random projections, each of
 * a few features; a row that lies where they are low is strange. Very cheap, and takes rows with gaps, for projections on a
 * missing feature are left out.
 *
 * <p>Features are standardised by the mean and deviation of the first window. As in the paper's variant for streams, counts
 * are of the window before, two windows in turn; bins are equal, of a width that fits the first window, and what lies
 * beyond them has a count of its own. The score is the mean of the negative decimal logarithms of shares, so 0 is usual and
 * 3 is a place of a thousandth; it is 0 during the first window. Nominal features count as numbers. The number of projections
 * and bins is this library's choice; the paper searches both.
 */
public final class Loda implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "loda",
            Task.ANOMALY_DETECTION,
            "Histograms of random projections: very cheap, for many features and rows with gaps.",
            "Pevný, Loda: lightweight on-line detector of anomalies, Machine Learning 102, 2016",
            Set.of(),
            List.of(
                    Parameter.whole("n-projections", 50, 1, 1000, "How many projections there are."),
                    Parameter.whole(
                            "window-size", 256, 16, 100_000, "How many rows are counted before these are used."),
                    Parameter.whole("bins", 16, 4, 1000, "Into how many parts a projection is cut."),
                    Parameter.seed()),
            (features, classes, parameters) -> new Loda(features, parameters));

    private static final double LIMIT = 1e100;

    /** How far beyond the first window bins reach, in shares of its range. */
    private static final double MARGIN = 0.1;

    private final int width;
    private final int projections;
    private final int windowSize;
    private final int bins;
    private final int perProjection;

    /** Of each projection, the features that it takes and their weights. */
    private final int[] features;

    private final double[] weights;
    private final double[] first;
    private final double[] means;
    private final double[] deviations;
    private final double[] lows;
    private final double[] highs;
    private int[] reference;
    private int[] latest;
    private final int[] referenceTotals;
    private final int[] latestTotals;
    private int count;
    private boolean isReady;

    private Loda(Features declared, Parameters parameters) {
        width = declared.size();
        projections = parameters.whole("n-projections");
        windowSize = parameters.whole("window-size");
        bins = parameters.whole("bins");
        perProjection = (int) Math.ceil(Math.sqrt(width));
        features = new int[projections * perProjection];
        weights = new double[projections * perProjection];
        first = new double[windowSize * width];
        means = new double[width];
        deviations = new double[width];
        lows = new double[projections];
        highs = new double[projections];
        reference = new int[projections * (bins + 2)];
        latest = new int[projections * (bins + 2)];
        referenceTotals = new int[projections];
        latestTotals = new int[projections];
        Randomness randomness = new Randomness(parameters.seed());
        int[] order = new int[width];
        for (int i = 0; i < width; i++) {
            order[i] = i;
        }
        for (int i = 0; i < features.length; i++) {
            int rank = i % perProjection;
            int other = rank + randomness.nextInt(width - rank);
            int feature = order[other];
            order[other] = order[rank];
            order[rank] = feature;
            features[i] = feature;
            weights[i] = randomness.nextGaussian();
        }
    }

    /** Where a row lies in a projection; NaN where a feature of it is missing. */
    private double project(int projection, double[] row) {
        double sum = 0;
        for (int i = projection * perProjection; i < (projection + 1) * perProjection; i++) {
            int feature = features[i];
            if (!Double.isFinite(row[feature])) {
                return Double.NaN;
            }
            double limited = Math.max(-LIMIT, Math.min(row[feature], LIMIT));
            sum += weights[i] * (limited - means[feature]) / deviations[feature];
        }
        return sum;
    }

    /** The bin of a place, from 1 on; 0 and the last are for what is beyond. */
    private int bin(int projection, double place) {
        double share = (place - lows[projection]) / (highs[projection] - lows[projection]);
        return share < 0 ? 0 : share >= 1 ? bins + 1 : 1 + (int) (share * bins);
    }

    @Override
    public double score(double[] row) {
        if (!isReady) {
            return 0;
        }
        double surprise = 0;
        int known = 0;
        for (int i = 0; i < projections; i++) {
            double place = project(i, row);
            if (!Double.isNaN(place)) {
                int seen = reference[i * (bins + 2) + bin(i, place)];
                surprise -= Math.log10((seen + 0.5) / (referenceTotals[i] + 0.5 * (bins + 2)));
                known++;
            }
        }
        return known == 0 ? 0 : Math.max(0, surprise / known);
    }

    @Override
    public void learn(double[] row) {
        if (width == 0) {
            return;
        }
        if (isReady) {
            count(row);
        } else {
            System.arraycopy(row, 0, first, count * width, width);
        }
        if (++count == windowSize) {
            if (!isReady) {
                begin();
            }
            int[] past = reference;
            reference = latest;
            latest = past;
            Arrays.fill(latest, 0);
            System.arraycopy(latestTotals, 0, referenceTotals, 0, projections);
            Arrays.fill(latestTotals, 0);
            count = 0;
            isReady = true;
        }
    }

    private void count(double[] row) {
        for (int i = 0; i < projections; i++) {
            double place = project(i, row);
            if (!Double.isNaN(place)) {
                latest[i * (bins + 2) + bin(i, place)]++;
                latestTotals[i]++;
            }
        }
    }

    /** Fits scales and bins to the first window, and counts it. */
    private void begin() {
        double[] row = new double[width];
        for (int feature = 0; feature < width; feature++) {
            standardize(feature);
        }
        Arrays.fill(lows, Double.MAX_VALUE);
        Arrays.fill(highs, -Double.MAX_VALUE);
        for (int i = 0; i < windowSize; i++) {
            System.arraycopy(first, i * width, row, 0, width);
            for (int projection = 0; projection < projections; projection++) {
                double place = project(projection, row);
                if (!Double.isNaN(place)) {
                    lows[projection] = Math.min(lows[projection], place);
                    highs[projection] = Math.max(highs[projection], place);
                }
            }
        }
        for (int i = 0; i < projections; i++) {
            if (lows[i] > highs[i]) {
                // Not one row of the window had all features of it.
                lows[i] = -1;
                highs[i] = 1;
            }
            double margin = highs[i] > lows[i] ? MARGIN * (highs[i] - lows[i]) : 1;
            lows[i] -= margin;
            highs[i] += margin;
        }
        for (int i = 0; i < windowSize; i++) {
            System.arraycopy(first, i * width, row, 0, width);
            count(row);
        }
    }

    private void standardize(int feature) {
        long known = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < windowSize; i++) {
            double value = first[i * width + feature];
            if (Double.isFinite(value)) {
                double limited = Math.max(-LIMIT, Math.min(value, LIMIT));
                known++;
                double distance = limited - mean;
                mean += distance / known;
                squares += distance * (limited - mean);
            }
        }
        means[feature] = mean;
        deviations[feature] = squares > 0 ? Math.sqrt(squares / known) : Math.max(1e-9, Math.abs(mean) * 1e-9);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isReady);
        out.writeInt(count);
        if (!isReady) {
            for (int i = 0; i < count * width; i++) {
                out.writeDouble(first[i]);
            }
            return;
        }
        for (double[] numbers : new double[][] {means, deviations, lows, highs}) {
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }
        for (int[] numbers : new int[][] {reference, latest, referenceTotals, latestTotals}) {
            for (int number : numbers) {
                out.writeInt(number);
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        isReady = in.readBoolean();
        count = in.readInt();
        if (!isReady) {
            for (int i = 0; i < count * width; i++) {
                first[i] = in.readDouble();
            }
            Arrays.fill(latest, 0);
            Arrays.fill(latestTotals, 0);
            return;
        }
        for (double[] numbers : new double[][] {means, deviations, lows, highs}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
        }
        for (int[] numbers : new int[][] {reference, latest, referenceTotals, latestTotals}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readInt();
            }
        }
    }

    @Override
    public long bytes() {
        long numbers = first.length + 2L * width + 2L * projections + weights.length;
        return 250 + 8 * numbers + 4L * (features.length + 2L * projections) + 8L * reference.length;
    }
}
