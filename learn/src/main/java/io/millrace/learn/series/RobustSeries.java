package io.millrace.learn.series;

import io.millrace.core.learn.Series;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Type;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Distances from the median of the last values in median absolute deviations, which are scaled to be standard deviations
 * where values are normal (Iglewicz and Hoaglin 1993); of values that are mostly the same, the mean absolute deviation
 * takes their place. Of several values the squares are added, and the score is how many standard deviations that sum
 * is above what is usual, made normal (Wilson and Hilferty 1931). A row with a NULL is not judged.
 */
final class RobustSeries implements Series {
    /** The standard deviation of normal values that have a median absolute deviation of 1. */
    private static final double OF_MEDIAN = 1.482602218505602;

    /** The same of a mean absolute deviation of 1. */
    private static final double OF_MEAN = 1.2533141373155003;

    /** What differs where nothing differed before is so strange. */
    private static final double MOST = 1e9;

    private static final double LIMIT = 1e100;
    private static final double ROUNDING = 1e-12;

    private final Settings settings;
    private final RecentNumbers[] numbers;
    private final double[] medians;
    private final Verdict verdict;

    /**
     * What a call says.
     *
     * @param least how many values are there before anything is said, at most {@code window}
     * @param threshold the score above which a row is strange
     * @param imputes whether the median takes the place of strange values
     */
    record Settings(int window, int least, double threshold, boolean imputes) {}

    RobustSeries(Settings settings, int values, Type type) {
        this.settings = settings;
        numbers = new RecentNumbers[values];
        medians = new double[values];
        for (int i = 0; i < values; i++) {
            numbers[i] = new RecentNumbers(settings.window());
        }
        verdict = new Verdict(type);
    }

    @Override
    public boolean next(double[] row, long time, NestedWriter answer) {
        boolean isComplete = true;
        for (double value : row) {
            isComplete &= Double.isFinite(value);
        }
        verdict.clear(isComplete && row.length == 1 ? row[0] : Double.NaN);
        boolean isReady = numbers[0].count() >= settings.least();
        if (isReady) {
            judge(row, isComplete);
        }
        boolean replaces = settings.imputes() && verdict.isKnown && verdict.isAnomaly;
        for (int i = 0; isComplete && i < row.length; i++) {
            numbers[i].add(replaces ? medians[i] : limited(row[i]));
        }
        verdict.write(time, answer);
        return true;
    }

    private static double limited(double value) {
        return Math.max(-LIMIT, Math.min(value, LIMIT));
    }

    private void judge(double[] row, boolean isComplete) {
        double squares = 0;
        for (int i = 0; i < row.length; i++) {
            medians[i] = numbers[i].median();
            double deviation = deviation(numbers[i], medians[i]);
            if (isComplete) {
                double score = score(Math.abs(limited(row[i]) - medians[i]), deviation, medians[i]);
                squares += score * score;
            }
            if (row.length == 1) {
                verdict.expected = medians[0];
                verdict.reach = settings.threshold() * deviation;
                verdict.rootMeanSquare = deviation;
            }
        }
        if (isComplete) {
            verdict.isKnown = true;
            verdict.score = row.length == 1 ? Math.sqrt(squares) : ofSum(squares, row.length);
            verdict.isAnomaly = verdict.score > settings.threshold();
        }
    }

    private static double deviation(RecentNumbers numbers, double median) {
        double deviation = OF_MEDIAN * numbers.medianDistance(median);
        return deviation > 0 ? deviation : OF_MEAN * numbers.meanDistance(median);
    }

    private static double score(double distance, double deviation, double median) {
        return distance <= ROUNDING * Math.abs(median) ? 0 : Math.min(MOST, distance / Math.max(deviation, 1e-300));
    }

    /** Of the sum of the squares of so many normal values, how rare it is. */
    private static double ofSum(double squares, int values) {
        double spread = 2 / (9.0 * values);
        return Math.max(0, (Math.cbrt(squares / values) - (1 - spread)) / Math.sqrt(spread));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (RecentNumbers each : numbers) {
            each.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (RecentNumbers each : numbers) {
            each.read(in);
        }
    }

    @Override
    public long bytes() {
        long sum = 160;
        for (RecentNumbers each : numbers) {
            sum += 16 + each.bytes();
        }
        return sum;
    }
}
