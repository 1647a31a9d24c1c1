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
 * Brings every number to where it lies between the smallest, which becomes 0, and the largest so far, which becomes 1;
 * a number that never changed becomes 0. One outlier presses all others together for ever: {@link RobustScaler} does
 * not have that. A number that was not learned before it is transformed may lie outside, unless that is clipped.
 * Nominal values and gaps pass as they are.
 */
public final class MinMaxScaler extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "min-max-scaler",
            Task.PREPROCESSING,
            "Brings every number to the range from 0 to 1, between the smallest and the largest so far.",
            "Han, Kamber and Pei, Data Mining: Concepts and Techniques, 2011 (min-max normalization)",
            Set.of(),
            List.of(Parameter.flag("clip", false, "Whether numbers outside of the range so far become 0 or 1.")),
            (features, classes, parameters) -> new MinMaxScaler(features, parameters.flag("clip")));

    private final boolean isClipped;
    private final double[] minima;
    private final double[] maxima;

    MinMaxScaler(Features features, boolean isClipped) {
        super(features);
        this.isClipped = isClipped;
        minima = new double[places.numeric().length];
        maxima = new double[minima.length];
        Arrays.fill(minima, Double.POSITIVE_INFINITY);
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            double range = maxima[i] - minima[i];
            double scaled =
                    range > 0 ? (value - minima[i]) / Math.max(range, 1e-200) : !Double.isNaN(value) ? 0 : value;
            transformed[numeric[i]] = isClipped ? Math.min(1, Math.max(0, scaled)) : scaled;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (value < minima[i]) {
                minima[i] = value;
            }
            if (value > maxima[i]) {
                maxima[i] = value;
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(minima, out);
        DoubleArrays.write(maxima, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(minima, in);
        DoubleArrays.read(maxima, in);
    }

    @Override
    public long bytes() {
        return 96 + 16L * minima.length;
    }
}
