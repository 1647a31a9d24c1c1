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
 * Brings every number to mean 0 and deviation 1 over the rows of late: mean and variance are exponentially weighted, in
 * the form of Finch ("Incremental calculation of weighted mean and variance", 2009), which takes no difference of sums.
 * The first value is the first mean. River's scaler of this name gives the same numbers and the same default (0.3).
 * Nominal values and gaps pass as they are.
 */
public final class AdaptiveStandardScaler extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "adaptive-standard-scaler",
            Task.PREPROCESSING,
            "Brings every number to mean 0 and deviation 1 over the rows of late, for data whose level moves.",
            "Finch, Incremental calculation of weighted mean and variance, 2009",
            Set.of(),
            List.of(Parameter.real(
                    "alpha", 0.3, 1e-9, 1, "What the newest row counts against all before: more follows faster.")),
            (features, classes, parameters) -> new AdaptiveStandardScaler(features, parameters.real("alpha")));

    private final double alpha;
    /** NaN before the first. */
    private final double[] means;

    private final double[] variances;

    AdaptiveStandardScaler(Features features, double alpha) {
        super(features);
        this.alpha = alpha;
        means = new double[places.numeric().length];
        variances = new double[means.length];
        Arrays.fill(means, Double.NaN);
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            double deviation = Math.sqrt(variances[i]);
            transformed[numeric[i]] = deviation > 0
                    ? (value - means[i]) / Math.max(deviation, 1e-200)
                    : !Double.isNaN(value) ? 0 : Double.NaN;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (Double.isNaN(value)) {
                continue;
            }
            if (Double.isNaN(means[i])) {
                means[i] = value;
            }
            double difference = value - means[i];
            double step = alpha * difference;
            means[i] += step;
            variances[i] = (1 - alpha) * (variances[i] + difference * step);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(means, out);
        DoubleArrays.write(variances, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(means, in);
        DoubleArrays.read(variances, in);
    }

    @Override
    public long bytes() {
        return 96 + 16L * means.length;
    }
}
