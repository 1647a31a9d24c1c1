package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Brings numbers that lie beyond all measure back to where they could be: a number further outside of the smallest and
 * largest so far than {@code factor} times their distance becomes that limit (C. Hastings et al., "Low moments for
 * small samples", Annals of Mathematical Statistics 1947, winsorize so). One reading of a million from a broken sensor,
 * among others around 20, would else ruin means and deviations for good, and the weights of most learners with them.
 *
 * <p>It is wide enough for most rows to pass as they are, and follows: each number at the limit widens the range, by
 * default to its double, so that a true change of level by a thousand ranges comes through after ten rows. It does
 * nothing in the first rows, and as long as all values are equal. Nominal values and gaps pass as they are.
 */
public final class OutlierLimiter extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "outlier-limiter",
            Task.PREPROCESSING,
            "Brings numbers that lie beyond all measure, as those of broken sensors, back to where they could be.",
            "Hastings et al., Low moments for small samples, Annals of Mathematical Statistics 1947",
            Set.of(),
            List.of(
                    Parameter.real(
                            "factor",
                            1,
                            0,
                            1e9,
                            "How far outside of the range so far a number may be, in such ranges."),
                    Parameter.whole(
                            "grace-period",
                            30,
                            1,
                            1_000_000,
                            "How many numbers are taken as they are before any is not.")),
            (features, classes, parameters) ->
                    new OutlierLimiter(features, parameters.real("factor"), parameters.whole("grace-period")));

    private final double factor;
    private final int grace;
    private final int[] counts;
    private final double[] minima;
    private final double[] maxima;

    OutlierLimiter(Features features, double factor, int grace) {
        super(features);
        this.factor = factor;
        this.grace = grace;
        int count = places.numeric().length;
        counts = new int[count];
        minima = new double[count];
        maxima = new double[count];
        Arrays.fill(minima, Double.POSITIVE_INFINITY);
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            transformed[numeric[i]] = limited(i, Places.number(row[numeric[i]]));
        }
        places.passNominal(row, transformed);
    }

    private double limited(int i, double value) {
        // The usual case first; NaN goes on.
        if (value >= minima[i] && value <= maxima[i]) {
            return value;
        }
        double beyond = factor * (maxima[i] - minima[i]);
        if (counts[i] < grace || !(beyond > 0)) {
            return value;
        }
        return value > maxima[i] + beyond ? maxima[i] + beyond : Math.max(value, minima[i] - beyond);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (Double.isNaN(value)) {
                continue;
            }
            if (value < minima[i] || value > maxima[i]) {
                double taken = limited(i, value);
                minima[i] = Math.min(minima[i], taken);
                maxima[i] = Math.max(maxima[i], taken);
            }
            if (counts[i] < grace) {
                counts[i]++;
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(counts, out);
        DoubleArrays.write(minima, out);
        DoubleArrays.write(maxima, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(counts, in);
        DoubleArrays.read(minima, in);
        DoubleArrays.read(maxima, in);
    }

    @Override
    public long bytes() {
        return 128 + 20L * counts.length;
    }
}
