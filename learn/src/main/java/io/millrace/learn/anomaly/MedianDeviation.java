package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How far a number is from the median of a window, in units of the median absolute deviation from it (Hampel, "The influence
 * curve and its role in robust estimation", JASA 1974); of several features the largest counts. Up to half of the window
 * may be wrong without changing the unit much, so a burst of strange rows stays strange.
 *
 * <p>The unit is 1.4826 times the deviation, so that it is the standard deviation of a bell; 3.5 is a usual threshold
 * (Iglewicz and Hoaglin 1993). Where more than half of the window is one number, the unit is the mean absolute deviation
 * times 1.2533, as they advise. The score is at most a million, 0 until {@code warm-up} numbers are there, and for nominal
 * features and missing values. Median and deviation take searches of logarithmic time, see {@link SortedWindow}.
 */
public final class MedianDeviation implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "mad",
            Task.ANOMALY_DETECTION,
            "How far a number is from the median, in median absolute deviations: like z-score, but not led by outliers.",
            "Hampel, The influence curve and its role in robust estimation, JASA 69, 1974",
            Set.of(),
            List.of(
                    Parameter.whole("window", 500, 3, 10_000, "How many of the latest rows are held."),
                    Parameter.whole("warm-up", 30, 2, 10_000, "How many rows are learned before any has a score.")),
            (features, classes, parameters) ->
                    new MedianDeviation(features, parameters.whole("window"), parameters.whole("warm-up")));

    private static final double LIMIT = 1e100;
    private static final double SCORE_MAX = 1e6;
    private static final double OF_MEDIAN = 1.4826022185056018;
    private static final double OF_MEAN = 1.2533141373155001;

    private final Features features;
    private final int warmUp;
    private final SortedWindow[] windows;

    public MedianDeviation(Features features, int window, int warmUp) {
        this.features = features;
        this.warmUp = Math.min(warmUp, window);
        windows = new SortedWindow[features.size()];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new SortedWindow(features.isNominal(i) ? 1 : window);
        }
    }

    @Override
    public double score(double[] row) {
        double score = 0;
        for (int i = 0; i < windows.length; i++) {
            if (windows[i].size() >= warmUp && isTaken(i, row[i])) {
                double median = windows[i].median();
                double distance = Math.abs(limited(row[i]) - median);
                double unit = unit(windows[i], median);
                score = Math.max(score, distance == 0 ? 0 : Math.min(distance / unit, SCORE_MAX));
            }
        }
        return score;
    }

    private static double unit(SortedWindow window, double median) {
        double deviation = window.medianDistance(median);
        if (deviation > 0) {
            return OF_MEDIAN * deviation;
        }
        double mean = 0;
        for (int i = 0; i < window.size(); i++) {
            mean += Math.abs(window.get(i) - median) / window.size();
        }
        return OF_MEAN * mean;
    }

    private boolean isTaken(int feature, double value) {
        return Double.isFinite(value) && !features.isNominal(feature);
    }

    private static double limited(double value) {
        return Math.max(-LIMIT, Math.min(value, LIMIT));
    }

    @Override
    public void learn(double[] row) {
        for (int i = 0; i < windows.length; i++) {
            if (isTaken(i, row[i])) {
                windows[i].add(limited(row[i]));
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (SortedWindow window : windows) {
            window.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (SortedWindow window : windows) {
            window.read(in);
        }
    }

    @Override
    public long bytes() {
        long bytes = 48;
        for (SortedWindow window : windows) {
            bytes += window.bytes();
        }
        return bytes;
    }
}
