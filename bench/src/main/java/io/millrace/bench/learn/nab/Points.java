package io.millrace.bench.learn.nab;

import io.millrace.bench.learn.nab.Series.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scored rows of series, each with the score of a detector, what an alarm there is worth, and the window it is in.
 * The rules are those of NAB 1.1: the first rows are on probation; an alarm in a window is worth more the earlier it is,
 * and only the best one counts; one elsewhere costs more the farther the last window is.
 */
final class Points {
    private static final double STEEPNESS = 5;
    private static final double FAR = 3;

    /**
     * A row.
     *
     * @param value what an alarm is worth: above 0 in a window, below elsewhere
     * @param window the number of its window among all windows; -1 for none
     */
    private record Point(double score, double value, int window) {}

    private final Profile profile;
    private final List<Point> points = new ArrayList<>();

    private int windows;

    /** Windows that have a row after probation; the others are not to be found. */
    private int reachableWindows;

    private boolean isSorted;

    Points(Profile profile) {
        this.profile = profile;
    }

    /** Adds a series with the scores of its rows. */
    void add(Series series, double[] scores) {
        int next = 0;
        @Nullable Window last = null;
        for (int i = 0; i < scores.length; i++) {
            Window window = next < series.windows().size() ? series.windows().get(next) : null;
            Window around = window != null && i >= window.first() ? window : null;
            if (i >= series.probation()) {
                double value = around != null ? worth(around, i) : cost(last, i);
                points.add(new Point(scores[i], value, around != null ? windows + next : -1));
            }
            if (around != null && i == around.last()) {
                reachableWindows += i >= series.probation() ? 1 : 0;
                last = window;
                next++;
            }
        }
        windows += series.windows().size();
        isSorted = false;
    }

    private static double worth(Window window, int row) {
        return sigmoid(-(window.last() - row + 1.0) / window.length()) / sigmoid(-1);
    }

    private double cost(@Nullable Window last, int row) {
        return profile.falseAlarm() * (last == null ? -1 : sigmoid((row - last.last()) / (last.length() - 1.0)));
    }

    /** 1 far before the end of a window, 0 at its end, -1 far behind. */
    static double sigmoid(double distance) {
        return distance > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * distance)) - 1;
    }

    /**
     * What a threshold earns.
     *
     * @param threshold a score that is not below it is an alarm
     */
    record Result(double threshold, double raw, int found, int falseAlarms) {}

    /** What an alarm for every score of at least {@code threshold} earns. */
    Result at(double threshold) {
        Sweep sweep = new Sweep();
        sort();
        for (Point point : points) {
            if (point.score < threshold) {
                break;
            }
            sweep.add(point);
        }
        return sweep.result(threshold);
    }

    /** The threshold that earns most, as the benchmark chooses it: the highest of equal ones. */
    Result best() {
        sort();
        Sweep sweep = new Sweep();
        Result best = sweep.result(Double.MAX_VALUE);
        for (int i = 0; i < points.size(); i++) {
            sweep.add(points.get(i));
            boolean isLastOfEqual = i + 1 == points.size() || points.get(i + 1).score != points.get(i).score;
            if (isLastOfEqual && sweep.raw() > best.raw) {
                best = sweep.result(points.get(i).score);
            }
        }
        return best;
    }

    private void sort() {
        if (!isSorted) {
            points.sort(Comparator.comparingDouble(Point::score).reversed());
            isSorted = true;
        }
    }

    /** What is earned of a raw score: 0 for no alarm at all, 100 for each window found at its first row and no more. */
    double normalized(double raw) {
        double none = -profile.missedWindow() * reachableWindows;
        return 100 * (raw - none) / (reachableWindows - none);
    }

    /** Alarms so far, from the highest score down. */
    private final class Sweep {
        private final double[] best = new double[windows];
        private final boolean[] isFound = new boolean[windows];
        private double earned = -profile.missedWindow() * reachableWindows;
        private int found;
        private int falseAlarms;

        void add(Point point) {
            if (point.window < 0) {
                earned += point.value;
                falseAlarms++;
            } else if (!isFound[point.window]) {
                isFound[point.window] = true;
                best[point.window] = point.value;
                earned += profile.missedWindow() + point.value;
                found++;
            } else if (point.value > best[point.window]) {
                earned += point.value - best[point.window];
                best[point.window] = point.value;
            }
        }

        double raw() {
            return earned;
        }

        Result result(double threshold) {
            return new Result(threshold, earned, found, falseAlarms);
        }
    }
}
