package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Adaptive windowing (Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007, with the
 * bound of their ADWIN2): keeps as many of the latest numbers as have one mean. It drops the oldest ones whenever the
 * window can be cut in two whose means differ by more than chance allows with probability {@code delta}.
 *
 * <p>Numbers are kept as sums in an exponential histogram, so memory and the time for a number grow with the logarithm of
 * the window. Cuts are tried every {@code clock} numbers. Numbers of any range are taken; the bound is meant for numbers
 * from 0 to 1, wider ranges give more false alarms. Those outside ±1e100 are taken for that.
 *
 * <p>Both directions are changes. Who looks for errors that grow compares {@link #mean} before and after, as forests of
 * MOA do. After a change the window goes on with the numbers since then, as in MOA; River's detector forgets these too,
 * with the number after a change. Defaults are those of both.
 *
 * <pre>{@code
 * Adwin errors = new Adwin(0.002);
 * if (errors.add(isWrong ? 1 : 0)) {
 *     replace(model);
 * }
 * }</pre>
 */
public final class Adwin implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "adwin",
            Task.DRIFT_DETECTION,
            "Keeps the longest window of numbers with one mean: a good first choice, with a bound on false alarms.",
            "Bifet and Gavaldà, Learning from time-changing data with adaptive windowing, SDM 2007",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.real(
                            "delta", 0.002, 1e-300, 1, "How likely a false alarm is: smaller means fewer and later."),
                    Parameter.whole("clock", 32, 1, 1_000_000, "After how many numbers cuts are tried again."),
                    Parameter.whole(
                            "max-buckets", 5, 1, 1000, "How many sums of a size are kept: more are more precise."),
                    Parameter.whole(
                            "min-window-length",
                            5,
                            1,
                            1_000_000,
                            "How many numbers a part of a cut window has at least."),
                    Parameter.whole("grace-period", 10, 0, 1_000_000, "How many numbers are awaited before any cut.")),
            (features, classes, parameters) -> new Adwin(
                    parameters.real("delta"),
                    parameters.whole("clock"),
                    parameters.whole("max-buckets"),
                    parameters.whole("min-window-length"),
                    parameters.whole("grace-period")));

    private static final double LIMIT = 1e100;
    private static final int FIRST_ROWS = 4;

    private final double delta;
    private final int clock;
    private final int capacity;
    private final int minWindowLength;
    private final int gracePeriod;

    /**
     * Row r holds up to {@code capacity} sums of 2^r numbers each from {@code r * capacity} on, the oldest first; what a
     * row holds is older than what the rows before it hold.
     */
    private double[] sums;

    /** Of the same buckets: squared distances from the bucket's mean, summed. */
    private double[] spreads;

    private int[] counts;
    private int rows;
    private long width;
    private double total;
    private double spread;
    private int ticks;

    public Adwin(double delta) {
        this(delta, 32, 5, 5, 10);
    }

    public Adwin(double delta, int clock, int maxBuckets, int minWindowLength, int gracePeriod) {
        this.delta = delta;
        this.clock = clock;
        this.capacity = maxBuckets + 1;
        this.minWindowLength = minWindowLength;
        this.gracePeriod = gracePeriod;
        sums = new double[FIRST_ROWS * capacity];
        spreads = new double[FIRST_ROWS * capacity];
        counts = new int[FIRST_ROWS];
        rows = 1;
    }

    @Override
    public Signal update(double value) {
        return add(value) ? Signal.DRIFT : Signal.NONE;
    }

    /** Takes the next number and says whether the window lost old ones to a change; one that is not finite is ignored. */
    public boolean add(double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        insert(Math.max(-LIMIT, Math.min(value, LIMIT)));
        if (++ticks < clock) {
            return false;
        }
        ticks = 0;
        boolean isChanged = false;
        while (width > gracePeriod && isCuttable()) {
            dropOldest();
            isChanged = true;
        }
        return isChanged;
    }

    /** The mean of the window; 0 as long as it is empty. */
    public double mean() {
        return width == 0 ? 0 : total / width;
    }

    /** The population variance of the window, up to what the histogram rounds; 0 as long as it is empty. */
    public double variance() {
        return width == 0 ? 0 : spread / width;
    }

    /** How many numbers the window has. */
    public long width() {
        return width;
    }

    @Override
    public double estimate() {
        return mean();
    }

    private void insert(double value) {
        if (width > 0) {
            double distance = value * width - total;
            spread += distance * distance / ((double) width * (width + 1));
        }
        width++;
        total += value;
        sums[counts[0]] = value;
        spreads[counts[0]] = 0;
        counts[0]++;
        for (int row = 0; counts[row] == capacity; row++) {
            merge(row);
        }
    }

    /** Makes one bucket of the next row of the two oldest of this one. */
    private void merge(int row) {
        if (row + 1 == rows) {
            addRow();
        }
        int from = row * capacity;
        double size = (double) size(row);
        double distance = (sums[from] - sums[from + 1]) / size;
        int to = (row + 1) * capacity + counts[row + 1]++;
        sums[to] = sums[from] + sums[from + 1];
        spreads[to] = spreads[from] + spreads[from + 1] + distance * distance * size / 2;
        counts[row] = capacity - 2;
        for (int i = from; i < from + capacity - 2; i++) {
            sums[i] = sums[i + 2];
            spreads[i] = spreads[i + 2];
        }
    }

    private void addRow() {
        if (rows == counts.length) {
            counts = Arrays.copyOf(counts, 2 * rows);
            sums = Arrays.copyOf(sums, 2 * rows * capacity);
            spreads = Arrays.copyOf(spreads, 2 * rows * capacity);
        }
        counts[rows++] = 0;
    }

    private static long size(int row) {
        return 1L << row;
    }

    /** Whether the window has a cut between parts of unlike means. */
    private boolean isCuttable() {
        double doubt = Math.log(2 * Math.log((double) width) / delta);
        // The paper's 1/m is this over the product of both parts' lengths, each less the shortest allowed but one.
        double lengths = width - 2.0 * minWindowLength + 2;
        double square = 2 * doubt * variance() * lengths;
        double linear = 2.0 / 3 * doubt * lengths;
        long before = 0;
        double sumBefore = 0;
        for (int row = rows - 1; row >= 0; row--) {
            long size = size(row);
            for (int i = row * capacity; i < row * capacity + counts[row]; i++) {
                before += size;
                sumBefore += sums[i];
                long after = width - before;
                if (before < minWindowLength) {
                    continue;
                } else if (after < minWindowLength) {
                    return false;
                }
                double difference = Math.abs(sumBefore * width - total * before);
                double parts = (double) before * after;
                double reduced = (before - minWindowLength + 1.0) * (after - minWindowLength + 1.0);
                // Most cuts fail one of two conditions that need neither a division nor a root.
                if (difference * reduced > linear * parts
                        && difference * difference * reduced > square * parts * parts
                        && difference / parts > linear / reduced + Math.sqrt(square / reduced)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Sums are made anew of what is left, for subtracting would keep the rounding errors of what is gone. */
    private void dropOldest() {
        int last = rows - 1;
        int from = last * capacity;
        counts[last]--;
        System.arraycopy(sums, from + 1, sums, from, counts[last]);
        System.arraycopy(spreads, from + 1, spreads, from, counts[last]);
        if (counts[last] == 0 && rows > 1) {
            rows--;
        }
        width = 0;
        total = 0;
        spread = 0;
        for (int row = rows - 1; row >= 0; row--) {
            double size = (double) size(row);
            for (int i = row * capacity; i < row * capacity + counts[row]; i++) {
                double distance = width == 0 ? 0 : sums[i] / size - total / width;
                spread += spreads[i] + distance * distance * size * width / (size + width);
                total += sums[i];
                width += size(row);
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(ticks);
        out.writeDouble(total);
        out.writeDouble(spread);
        out.writeInt(rows);
        for (int row = 0; row < rows; row++) {
            out.writeInt(counts[row]);
            for (int i = row * capacity; i < row * capacity + counts[row]; i++) {
                out.writeDouble(sums[i]);
                out.writeDouble(spreads[i]);
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        ticks = in.readInt();
        total = in.readDouble();
        spread = in.readDouble();
        width = 0;
        int saved = in.readInt();
        rows = 1;
        while (rows < saved) {
            addRow();
        }
        for (int row = 0; row < rows; row++) {
            counts[row] = in.readInt();
            width += counts[row] * size(row);
            for (int i = row * capacity; i < row * capacity + counts[row]; i++) {
                sums[i] = in.readDouble();
                spreads[i] = in.readDouble();
            }
        }
    }

    @Override
    public long bytes() {
        return 120 + 16L * sums.length + 4L * counts.length;
    }
}
