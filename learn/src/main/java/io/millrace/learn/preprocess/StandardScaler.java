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
 * Brings every number to mean 0 and deviation 1 as far as the rows so far tell them, by Welford's sums (1962). The
 * variance is that of the rows themselves (divided by n, as scikit-learn and River do, and not by n - 1 as BigQuery
 * does); a number that never changed becomes 0. Nominal values and gaps pass as they are, and gaps are not learned.
 *
 * <p>Example: after 2, 4 and 6 the mean is 4 and the deviation 1.633, so that 6 becomes 1.2247.
 */
public final class StandardScaler extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "standard-scaler",
            Task.PREPROCESSING,
            "Brings every number to mean 0 and deviation 1 over all rows so far.",
            "Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 1962",
            Set.of(),
            List.of(
                    Parameter.flag(
                            "with-std", true, "Whether to divide by the deviation, or only to take off the mean."),
                    Parameter.real("clip", 0, 0, 1e9, "The largest magnitude that comes out; 0 lets any pass.")),
            (features, classes, parameters) ->
                    new StandardScaler(features, parameters.flag("with-std"), parameters.real("clip")));

    private final boolean isDeviationDivided;
    private final double clip;
    private final double[] counts;
    private final double[] means;
    private final double[] squares;
    /** One over the deviation, 0 where there is none: follows from the others. */
    private final double[] scales;

    StandardScaler(Features features, boolean isDeviationDivided, double clip) {
        super(features);
        this.isDeviationDivided = isDeviationDivided;
        this.clip = clip > 0 ? clip : Double.MAX_VALUE;
        int count = places.numeric().length;
        counts = new double[count];
        means = new double[count];
        squares = new double[count];
        scales = new double[count];
        if (!isDeviationDivided) {
            Arrays.fill(scales, 1);
        }
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double scaled = (Places.number(row[numeric[i]]) - means[i]) * scales[i];
            transformed[numeric[i]] = scaled > clip ? clip : scaled < -clip ? -clip : scaled;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        double count = 0;
        double share = 0;
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (!Double.isNaN(value)) {
                // Most rows have no gaps, so that one division does for all features.
                if (++counts[i] != count) {
                    count = counts[i];
                    share = 1 / count;
                }
                double difference = value - means[i];
                means[i] += difference * share;
                squares[i] += difference * (value - means[i]);
                scale(i);
            }
        }
    }

    private void scale(int i) {
        if (isDeviationDivided) {
            scales[i] = squares[i] > 0 ? Math.sqrt(counts[i] / Math.max(squares[i], 1e-200)) : 0;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(counts, out);
        DoubleArrays.write(means, out);
        DoubleArrays.write(squares, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(counts, in);
        DoubleArrays.read(means, in);
        DoubleArrays.read(squares, in);
        for (int i = 0; i < scales.length; i++) {
            scale(i);
        }
    }

    @Override
    public long bytes() {
        return 128 + 32L * counts.length;
    }
}
