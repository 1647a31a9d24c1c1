package io.millrace.server;

import java.util.Arrays;

/**
 * One line of a chart: its newest points exactly, and its whole history at a resolution that halves whenever its fixed
 * room is full, with the smallest, largest and last value of each step. Times are microseconds since 1970. One thread
 * at a time.
 */
final class Series {
    static final int RECENT_POINTS = 4096;
    static final int HISTORY_STEPS = 4096;

    private final String name;
    private long[] recentTimes = new long[64];
    private double[] recentValues = new double[64];
    private int recent;
    private boolean recentIsAll = true;

    private long[] firstTimes = new long[64];
    private long[] lastTimes = new long[64];
    private double[] lows = new double[64];
    private double[] highs = new double[64];
    private double[] lasts = new double[64];
    private int steps;
    private int pointsPerStep = 1;
    private int pointsInLastStep;

    private double latest = Double.NaN;
    private long latestTime = Long.MIN_VALUE;

    Series(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The value with the greatest time, NaN before the first. */
    double latest() {
        return latest;
    }

    /** The greatest time, {@link Long#MIN_VALUE} before the first point. */
    long latestTime() {
        return latestTime;
    }

    /** The smallest time. */
    long firstTime() {
        return steps == 0 ? Long.MAX_VALUE : firstTimes[0];
    }

    /** Adds a point; points should come in the order of time, and may be a little out of it. */
    void add(long time, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (time >= latestTime) {
            latestTime = time;
            latest = value;
        }
        addRecent(time, value);
        addHistory(time, value);
    }

    private void addRecent(long time, double value) {
        if (recent == RECENT_POINTS) {
            int kept = RECENT_POINTS * 3 / 4;
            System.arraycopy(recentTimes, recent - kept, recentTimes, 0, kept);
            System.arraycopy(recentValues, recent - kept, recentValues, 0, kept);
            recent = kept;
            recentIsAll = false;
        } else if (recent == recentTimes.length) {
            recentTimes = Arrays.copyOf(recentTimes, recent * 2);
            recentValues = Arrays.copyOf(recentValues, recent * 2);
        }
        int at = recent;
        while (at > 0 && recentTimes[at - 1] > time) {
            at--;
        }
        if (at == 0 && !recentIsAll) {
            return;
        }
        System.arraycopy(recentTimes, at, recentTimes, at + 1, recent - at);
        System.arraycopy(recentValues, at, recentValues, at + 1, recent - at);
        recentTimes[at] = time;
        recentValues[at] = value;
        recent++;
    }

    private void addHistory(long time, double value) {
        if (steps > 0 && time < lastTimes[steps - 1]) {
            int at = steps - 1;
            while (at > 0 && firstTimes[at] > time) {
                at--;
            }
            firstTimes[at] = Math.min(firstTimes[at], time);
            lows[at] = Math.min(lows[at], value);
            highs[at] = Math.max(highs[at], value);
            return;
        }
        if (steps > 0 && pointsInLastStep < pointsPerStep) {
            int at = steps - 1;
            lastTimes[at] = time;
            lows[at] = Math.min(lows[at], value);
            highs[at] = Math.max(highs[at], value);
            lasts[at] = value;
            pointsInLastStep++;
            return;
        }
        if (steps == HISTORY_STEPS) {
            halve();
        } else if (steps == firstTimes.length) {
            int capacity = steps * 2;
            firstTimes = Arrays.copyOf(firstTimes, capacity);
            lastTimes = Arrays.copyOf(lastTimes, capacity);
            lows = Arrays.copyOf(lows, capacity);
            highs = Arrays.copyOf(highs, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
        }
        firstTimes[steps] = time;
        lastTimes[steps] = time;
        lows[steps] = value;
        highs[steps] = value;
        lasts[steps++] = value;
        pointsInLastStep = 1;
    }

    private void halve() {
        for (int i = 0; i < steps / 2; i++) {
            int left = 2 * i;
            firstTimes[i] = firstTimes[left];
            lastTimes[i] = lastTimes[left + 1];
            lows[i] = Math.min(lows[left], lows[left + 1]);
            highs[i] = Math.max(highs[left], highs[left + 1]);
            lasts[i] = lasts[left + 1];
        }
        steps /= 2;
        pointsPerStep *= 2;
    }

    /** Gives a grid the points from a time on. */
    void fill(ChartGrid grid, int line, long from) {
        if (recentIsAll || recent > 0 && recentTimes[0] <= from) {
            for (int i = firstAt(recentTimes, recent, from); i < recent; i++) {
                grid.add(line, recentTimes[i], recentTimes[i], recentValues[i], recentValues[i], recentValues[i]);
            }
        } else {
            for (int i = firstAt(lastTimes, steps, from); i < steps; i++) {
                grid.add(line, firstTimes[i], lastTimes[i], lows[i], highs[i], lasts[i]);
            }
        }
    }

    private static int firstAt(long[] times, int size, long from) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
