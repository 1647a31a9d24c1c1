package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The Kolmogorov-Smirnov window (Raab, Heusinger and Schleif, "Reactive soft prototype computing for concept drift
 * streams", Neurocomputing 2020): tests whether the latest numbers of a window and a sample of the older ones are from one
 * distribution. Finds changes of shape as well as of the mean, in numbers of any kind and scale.
 *
 * <p>The probability is the exact one for two samples of one size without ties; numbers with many ties give fewer signals
 * than {@code alpha} allows. Every number is a test, so signals by chance are no rarity at the default
 * {@code alpha}: choose it smaller where they cost something. As the authors' and River's, it keeps the
 * latest numbers after a change and asks for a statistic above 0.1. Defaults are River's.
 */
public final class Kswin implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "kswin",
            Task.DRIFT_DETECTION,
            "Tests whether the latest numbers are distributed as those before: finds changes of shape too, at any scale.",
            "Raab, Heusinger and Schleif, Reactive soft prototype computing for concept drift streams, 2020",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.real("alpha", 0.005, 1e-300, 1, "How likely a single test fails by chance."),
                    Parameter.whole("window-size", 100, 2, 100_000, "How many numbers are kept."),
                    Parameter.whole(
                            "stat-size",
                            30,
                            1,
                            50_000,
                            "How many of the latest are compared; at most half the window."),
                    Parameter.seed()),
            (features, classes, parameters) -> new Kswin(
                    parameters.real("alpha"),
                    parameters.whole("window-size"),
                    parameters.whole("stat-size"),
                    parameters.seed()));

    private static final double STATISTIC_MIN = 0.1;

    private final double[] window;
    private final double[] latest;
    private final double[] older;
    private final int significant;
    private final Randomness randomness;
    private int start;
    private int count;

    public Kswin(double alpha, int windowSize, int statSize, long seed) {
        int size = Math.min(statSize, windowSize / 2);
        window = new double[windowSize];
        latest = new double[size];
        older = new double[size];
        significant = significant(size, alpha);
        randomness = new Randomness(seed);
    }

    /**
     * How many numbers of a sample the two empirical distributions have to differ by: the least k so that the exact
     * probability of k or more (Gnedenko and Korolyuk, 1951) is not above alpha.
     */
    private static int significant(int size, double alpha) {
        for (int k = (int) (STATISTIC_MIN * size) + 1; k <= size; k++) {
            double probability = 0;
            for (int i = 1; i * k <= size; i++) {
                double ratio = 1;
                for (int j = 0; j < i * k; j++) {
                    ratio *= (size - j) / (size + i * k - j + 0.0);
                }
                probability += i % 2 == 1 ? 2 * ratio : -2 * ratio;
            }
            if (probability <= alpha) {
                return k;
            }
        }
        return size + 1;
    }

    @Override
    public Signal update(double value) {
        if (!Double.isFinite(value)) {
            return Signal.NONE;
        }
        if (count < window.length) {
            window[(start + count++) % window.length] = value;
        } else {
            window[start] = value;
            start = (start + 1) % window.length;
        }
        if (count < window.length || distance() < significant) {
            return Signal.NONE;
        }
        start = (start + window.length - latest.length) % window.length;
        count = latest.length;
        return Signal.DRIFT;
    }

    /** How many numbers of a sample the latest and a sample of the older ones differ by at most. */
    private int distance() {
        int olderCount = count - latest.length;
        for (int i = 0; i < latest.length; i++) {
            latest[i] = window[(start + olderCount + i) % window.length];
        }
        sample(olderCount);
        Arrays.sort(latest);
        Arrays.sort(older);
        int distance = 0;
        int i = 0;
        int j = 0;
        while (i < latest.length && j < older.length) {
            double point = Math.min(latest[i], older[j]);
            while (i < latest.length && latest[i] <= point) {
                i++;
            }
            while (j < older.length && older[j] <= point) {
                j++;
            }
            distance = Math.max(distance, Math.abs(i - j));
        }
        return distance;
    }

    /** Takes each of the older numbers with the probability that fills the sample (Knuth's algorithm S). */
    private void sample(int olderCount) {
        int taken = 0;
        for (int i = 0; taken < older.length; i++) {
            if (randomness.nextInt(olderCount - i) < older.length - taken) {
                older[taken++] = window[(start + i) % window.length];
            }
        }
    }

    @Override
    public double estimate() {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += (window[(start + i) % window.length] - mean) / (i + 1);
        }
        return Double.isFinite(mean) ? mean : 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        randomness.write(out);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(window[(start + i) % window.length]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        randomness.read(in);
        start = 0;
        count = in.readInt();
        for (int i = 0; i < count; i++) {
            window[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 160 + 8L * (window.length + latest.length + older.length);
    }
}
