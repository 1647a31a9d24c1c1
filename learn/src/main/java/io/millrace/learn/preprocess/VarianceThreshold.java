package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.Moments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Lets numbers pass whose variance over all rows so far (divided by n, by Welford's sums) is above a bound; the others
 * become 0, so that rows keep their width. Nominal values and gaps pass as they are. Before there are as many rows as
 * {@code min-rows} everything passes.
 *
 * <p>Example: with a threshold of 0 a column that is always 7 becomes 0 with its second row, and passes again once it was
 * something else.
 */
public final class VarianceThreshold extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "variance-threshold",
            Task.PREPROCESSING,
            "Makes numbers 0 whose variance over all rows so far is not above a threshold.",
            "Pedregosa et al., Scikit-learn: Machine Learning in Python, JMLR 2011 (VarianceThreshold)",
            Set.of(),
            List.of(
                    Parameter.real("threshold", 0, 0, 1e9, "The variance above which a number passes."),
                    Parameter.whole("min-rows", 2, 1, 1_000_000, "Before so many rows everything passes.")),
            (features, classes, parameters) ->
                    new VarianceThreshold(features, parameters.real("threshold"), parameters.whole("min-rows")));

    private final double threshold;
    private final int rowsMin;
    private final Moments[] moments;

    VarianceThreshold(Features features, double threshold, int rowsMin) {
        super(features);
        this.threshold = threshold;
        this.rowsMin = rowsMin;
        moments = new Moments[places.numeric().length];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = new Moments();
        }
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            boolean passes = Double.isNaN(value) || moments[i].weight() < rowsMin || moments[i].variance() > threshold;
            transformed[numeric[i]] = passes ? value : 0;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            moments[i].add(Places.number(row[numeric[i]]), 1);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (Moments each : moments) {
            each.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (Moments each : moments) {
            each.read(in);
        }
    }

    @Override
    public long bytes() {
        return 80 + 48L * moments.length;
    }
}
