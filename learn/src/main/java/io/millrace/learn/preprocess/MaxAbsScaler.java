package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Divides every number by the largest magnitude so far, which keeps zeros and signs and brings learned numbers to -1 to
 * 1. Before there is one other than 0, a number becomes 0. Nominal values and gaps pass as they are.
 */
public final class MaxAbsScaler extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "max-abs-scaler",
            Task.PREPROCESSING,
            "Divides every number by the largest magnitude so far: zeros and signs stay, for rows that are mostly 0.",
            "Pedregosa et al., Scikit-learn: Machine Learning in Python, JMLR 2011 (MaxAbsScaler)",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new MaxAbsScaler(features));

    private final double[] maxima;

    MaxAbsScaler(Features features) {
        super(features);
        maxima = new double[places.numeric().length];
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            transformed[numeric[i]] =
                    maxima[i] > 0 ? value / Math.max(maxima[i], 1e-200) : !Double.isNaN(value) ? 0 : Double.NaN;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double magnitude = Math.abs(Places.number(row[numeric[i]]));
            if (magnitude > maxima[i]) {
                maxima[i] = magnitude;
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(maxima, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(maxima, in);
    }

    @Override
    public long bytes() {
        return 80 + 8L * maxima.length;
    }
}
