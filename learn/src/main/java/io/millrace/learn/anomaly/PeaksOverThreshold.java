package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Streaming peaks over a threshold, SPOT, and with a {@code depth} its variant for series that drift, DSPOT (Siffer, Fouque,
 * Termier and Largouët, "Anomaly detection in streams with extreme value theory", KDD 2017): what exceeds a high quantile
 * follows a generalised Pareto distribution, so that it can be told how probable numbers are that never came. Takes a single
 * number; only high ones are strange.
 *
 * <p>The quantile is that of the first {@code warm-up} numbers. Then a number above the level of probability {@code risk} is
 * an anomaly, and one above the quantile another peak. DSPOT is the same for the distance from the mean of the latest
 * {@code depth} numbers. The score is the negative decimal logarithm of the probability, from 0 to 50; 0 below the quantile.
 *
 * <p>Other than in the paper: anomalies are learned too, at most as numbers ten times rarer, for without them the tail would
 * be fitted thinner with each alarm, and alarms become more and more; the latest 400 peaks are kept, with the count of
 * numbers since the oldest, so that memory is bounded and the tail may change; and the distribution is fitted by the
 * estimator of Zhang and Stephens (Technometrics 2009), about as good as maximum likelihood without a search. Defaults are
 * the paper's, with a warm-up of 500 for 1000.
 */
public final class PeaksOverThreshold implements AnomalyDetector, Threshold {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "peaks-over-threshold",
            Task.ANOMALY_DETECTION,
            "How probable a high number is, by the shape of the tail: for alarms rarer than what was seen so far.",
            "Siffer et al., Anomaly detection in streams with extreme value theory, KDD 2017",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.real("level", 0.98, 0.5, 0.9999, "The quantile above which numbers are peaks."),
                    Parameter.real("risk", 1e-4, 1e-12, 0.5, "How probable the least strange anomaly is."),
                    Parameter.whole("warm-up", 500, 20, 10_000, "How many numbers are learned before any has a score."),
                    Parameter.whole(
                            "depth", 0, 0, 10_000, "Of how many of the latest the mean is taken off; 0 for none.")),
            (features, classes, parameters) -> new PeaksOverThreshold(
                    parameters.real("level"),
                    parameters.real("risk"),
                    parameters.whole("warm-up"),
                    parameters.whole("depth")));

    private static final int PEAKS_MAX = 400;
    private static final double SCORE_MAX = 50;

    /** How much rarer than an anomaly the largest number is that is learned as it is. */
    private static final double RARER = 10;

    private static final double LIMIT = 1e100;

    private final double quantile;
    private final double risk;
    private final double[] first;
    private final double[] latest;
    private final double[] peaks = new double[PEAKS_MAX];

    /** At which count each peak came. */
    private final long[] places = new long[PEAKS_MAX];

    private long count;
    private long peakCount;
    private double threshold;
    private double sum;
    private long latestCount;
    private ParetoTail tail = ParetoTail.NONE;
    private long fittedAt;

    public PeaksOverThreshold(double level, double risk, int warmUp, int depth) {
        quantile = level;
        this.risk = risk;
        first = new double[warmUp];
        latest = new double[depth];
    }

    private double mean() {
        return latestCount == 0 ? 0 : sum / Math.min(latestCount, latest.length);
    }

    /** What share of numbers are peaks. */
    private double share() {
        int kept = (int) Math.min(peakCount, PEAKS_MAX);
        long before = peakCount <= PEAKS_MAX ? 0 : places[(int) (peakCount % PEAKS_MAX)] - 1;
        return (double) kept / (count - before);
    }

    @Override
    public double score(double[] row) {
        if (!Double.isFinite(row[0]) || count < first.length || peakCount == 0) {
            return 0;
        }
        double excess = limited(row[0]) - mean() - threshold;
        return excess <= 0 ? 0 : Math.min(SCORE_MAX, -Math.log10(share()) - tail.logarithm(excess));
    }

    @Override
    public double level() {
        return level(risk);
    }

    private double level(double probability) {
        if (count < first.length || peakCount == 0) {
            return Double.MAX_VALUE;
        }
        double level = mean() + threshold + tail.excess(Math.min(1, probability / share()));
        return Math.max(-Double.MAX_VALUE, Math.min(level, Double.MAX_VALUE));
    }

    @Override
    public void learn(double[] row) {
        learn(row[0]);
    }

    @Override
    public void learn(double score) {
        if (!Double.isFinite(score)) {
            return;
        }
        double value = Math.min(limited(score), level(risk / RARER));
        double distance = value - mean();
        if (latest.length > 0) {
            remember(value);
        }
        if (count < first.length) {
            first[(int) count++] = distance;
            if (count == first.length) {
                begin();
            }
            return;
        }
        count++;
        if (distance > threshold) {
            peak(distance - threshold);
            fitWhenDue();
        }
    }

    private static double limited(double value) {
        return Math.max(-LIMIT, Math.min(value, LIMIT));
    }

    private void remember(double value) {
        int place = (int) (latestCount++ % latest.length);
        latest[place] = value;
        if (latestCount <= latest.length) {
            sum += value;
        } else {
            // Summed anew, for subtracting would keep the rounding errors of what is gone.
            sum = 0;
            for (double number : latest) {
                sum += number;
            }
        }
    }

    private void begin() {
        double[] sorted = first.clone();
        Arrays.sort(sorted);
        threshold = sorted[Math.min(sorted.length - 2, (int) (quantile * sorted.length))];
        long all = count;
        for (int i = 0; i < first.length; i++) {
            if (first[i] > threshold) {
                count = i + 1L;
                peak(first[i] - threshold);
            }
        }
        count = all;
        fit();
    }

    private void peak(double excess) {
        places[(int) (peakCount % PEAKS_MAX)] = count;
        peaks[(int) (peakCount++ % PEAKS_MAX)] = excess;
    }

    private void fitWhenDue() {
        if ((peakCount - fittedAt) * 20 >= Math.min(peakCount, PEAKS_MAX)) {
            fit();
        }
    }

    private void fit() {
        fittedAt = peakCount;
        tail = ParetoTail.fit(Arrays.copyOf(peaks, (int) Math.min(peakCount, PEAKS_MAX)));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(peakCount);
        out.writeLong(fittedAt);
        out.writeLong(latestCount);
        out.writeDouble(threshold);
        out.writeDouble(sum);
        out.writeDouble(tail.shape());
        out.writeDouble(tail.scale());
        for (double[] numbers : new double[][] {first, latest, peaks}) {
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }
        for (long place : places) {
            out.writeLong(place);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readLong();
        peakCount = in.readLong();
        fittedAt = in.readLong();
        latestCount = in.readLong();
        threshold = in.readDouble();
        sum = in.readDouble();
        tail = new ParetoTail(in.readDouble(), in.readDouble());
        for (double[] numbers : new double[][] {first, latest, peaks}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
        }
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readLong();
        }
    }

    @Override
    public long bytes() {
        return 160 + 8L * (first.length + latest.length + 2 * PEAKS_MAX);
    }
}
