package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import java.util.List;
import java.util.Set;

/**
 * Takes the index of a nominal value for a number, for values that have an order after all, such as sizes or grades; it
 * learns nothing. Gaps and numbers pass as they are.
 */
public final class Ordinal implements Traced, Stateless {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "ordinal",
            Task.PREPROCESSING,
            "Takes the index of a nominal value for a number, for values that come in an order.",
            "Stevens, On the theory of scales of measurement, Science 1946",
            Set.of(),
            List.of(),
            (features, classes, parameters) -> new Ordinal(features));

    private final Features features;
    private final Features output;

    Ordinal(Features features) {
        this.features = features;
        output = Features.of(features.all().stream()
                .map(feature -> Feature.numeric(feature.name()))
                .toList());
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        return place;
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        for (int i = 0; i < row.length; i++) {
            boolean isGap = features.isNominal(i) && features.nominal(i, row[i]) < 0;
            transformed[i] = isGap ? Double.NaN : Places.number(row[i]);
        }
    }

    @Override
    public long bytes() {
        return 64 + 80L * features.size();
    }
}
