package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import java.util.List;
import java.util.Set;

/**
 * Divides the numbers of each row by the length of the row, so that only its direction counts; it learns nothing. A row
 * of zeros stays one; gaps count as 0 for the length and stay gaps. Nominal values pass as they are.
 */
public final class Normalizer extends SamePlaces implements Stateless {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "normalizer",
            Task.PREPROCESSING,
            "Divides the numbers of each row by the row's length, so that only its direction counts.",
            "Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988",
            Set.of(),
            List.of(Parameter.choice(
                    "norm",
                    List.of("l2", "l1", "max"),
                    "The length: root of the sum of squares, sum of magnitudes, or the largest magnitude.")),
            (features, classes, parameters) -> new Normalizer(features, parameters.text("norm")));

    private final String norm;

    Normalizer(Features features, String norm) {
        super(features);
        this.norm = norm;
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        double length = Math.max(length(row), 1e-200);
        for (int place : places.numeric()) {
            transformed[place] = Places.number(row[place]) / length;
        }
        places.passNominal(row, transformed);
    }

    private double length(double[] row) {
        double sum = 0;
        double largest = 0;
        for (int place : places.numeric()) {
            double magnitude = Math.abs(Places.number(row[place]));
            if (!Double.isNaN(magnitude)) {
                sum += norm.equals("l2") ? magnitude * magnitude : magnitude;
                largest = Math.max(largest, magnitude);
            }
        }
        return norm.equals("max") ? largest : norm.equals("l2") ? Math.sqrt(sum) : sum;
    }

    @Override
    public long bytes() {
        return 64;
    }
}
