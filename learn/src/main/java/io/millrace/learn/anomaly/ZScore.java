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
 * How many standard deviations a number is from the mean of those before; of several features the largest counts. Mean and
 * variance are those of all rows (Welford, Technometrics 1962), or with {@code fade} above 0 they fade, the latest row
 * having that share (Finch, "Incremental calculation of weighted mean and variance", 2009). The simplest detector, right
 * for numbers from one bell.
 *
 * <p>The score has the unit of deviations, at most a million; 3 is a usual threshold. It is 0 for the first {@code warm-up}
 * rows, and for nominal features and missing values. Where there was no deviation, any other number has the highest score.
 * Numbers outside ±1e100 are taken for that.
 *
 * <pre>{@code
 * ZScore detector = new ZScore(Features.numeric(1), 0, 30);
 * if (detector.scoreThenLearn(new double[] {latency}) > 3) { … }
 * }</pre>
 */
public final class ZScore implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "z-score",
            Task.ANOMALY_DETECTION,
            "How many standard deviations a number is from the mean: the simplest detector, for numbers from one bell.",
            "Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 1962",
            Set.of(),
            List.of(
                    Parameter.real("fade", 0, 0, 1, "What share the latest row has in the mean; 0 for equal shares."),
                    Parameter.whole("warm-up", 30, 2, 1_000_000, "How many rows are learned before any has a score.")),
            (features, classes, parameters) ->
                    new ZScore(features, parameters.real("fade"), parameters.whole("warm-up")));

    private static final double LIMIT = 1e100;
    private static final double SCORE_MAX = 1e6;

    private final Features features;
    private final double fade;
    private final int warmUp;
    private final long[] counts;
    private final double[] means;
    private final double[] variances;

    public ZScore(Features features, double fade, int warmUp) {
        this.features = features;
        this.fade = fade;
        this.warmUp = warmUp;
        counts = new long[features.size()];
        means = new double[features.size()];
        variances = new double[features.size()];
    }

    @Override
    public double score(double[] row) {
        double score = 0;
        for (int i = 0; i < means.length; i++) {
            if (counts[i] >= warmUp && isTaken(i, row[i])) {
                double distance = Math.abs(limited(row[i]) - means[i]);
                double deviations = distance / Math.sqrt(variances[i]);
                score = Math.max(score, distance == 0 ? 0 : Math.min(deviations, SCORE_MAX));
            }
        }
        return score;
    }

    private boolean isTaken(int feature, double value) {
        return Double.isFinite(value) && !features.isNominal(feature);
    }

    private static double limited(double value) {
        return Math.max(-LIMIT, Math.min(value, LIMIT));
    }

    @Override
    public void learn(double[] row) {
        for (int i = 0; i < means.length; i++) {
            if (isTaken(i, row[i])) {
                counts[i]++;
                double share = Math.max(fade, 1.0 / counts[i]);
                double distance = limited(row[i]) - means[i];
                means[i] += share * distance;
                variances[i] = (1 - share) * (variances[i] + share * distance * distance);
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (int i = 0; i < means.length; i++) {
            out.writeLong(counts[i]);
            out.writeDouble(means[i]);
            out.writeDouble(variances[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (int i = 0; i < means.length; i++) {
            counts[i] = in.readLong();
            means[i] = in.readDouble();
            variances[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 96 + 24L * means.length;
    }
}
