package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a column for each value of a nominal feature, which is 1 where the row has that value and 0 elsewhere; it
 * learns nothing. A gap is 0 in all of them. A feature that may have more values than are wanted has columns for the
 * first ones and one, named {@code other}, for the rest. Numbers stay as they are, and every feature's columns stand
 * where it stood.
 *
 * <p>Example: a row (3.5, 1) of a number {@code price} and a feature {@code size} of 3 values becomes (3.5, 0, 1, 0),
 * with the columns {@code price}, {@code size=0}, {@code size=1}, {@code size=2}.
 */
public final class OneHot implements Traced, Stateless {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "one-hot",
            Task.PREPROCESSING,
            "Makes a column of 0 and 1 for each value of a nominal feature, for learners that take numbers only.",
            "Suits, Use of dummy variables in regression equations, JASA 1957",
            Set.of(),
            List.of(Parameter.whole(
                    "max-values",
                    64,
                    1,
                    100_000,
                    "How many values of a feature have a column of their own; the others share one.")),
            (features, classes, parameters) -> new OneHot(features, parameters.whole("max-values")));

    private final Features features;
    private final Features output;
    /** The first output place of each input, and after the last input the number of outputs. */
    private final int[] starts;

    private final int[] sources;
    private final int valuesMax;

    OneHot(Features features, int valuesMax) {
        this.features = features;
        this.valuesMax = valuesMax;
        starts = new int[features.size() + 1];
        List<Feature> columns = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            starts[i] = columns.size();
            Feature feature = features.get(i);
            if (feature.isNominal()) {
                int own = Math.min(feature.values(), valuesMax);
                for (int value = 0; value < own; value++) {
                    columns.add(Feature.numeric(feature.name() + "=" + value));
                }
                if (own < feature.values()) {
                    columns.add(Feature.numeric(feature.name() + "=other"));
                }
            } else {
                columns.add(feature);
            }
            while (from.size() < columns.size()) {
                from.add(i);
            }
        }
        starts[features.size()] = columns.size();
        sources = from.stream().mapToInt(Integer::intValue).toArray();
        output = Features.of(columns);
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        return sources[place];
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        for (int i = 0; i < row.length; i++) {
            int start = starts[i];
            if (features.isNominal(i)) {
                for (int column = start; column < starts[i + 1]; column++) {
                    transformed[column] = 0;
                }
                int value = features.nominal(i, row[i]);
                if (value >= 0) {
                    transformed[start + Math.min(value, valuesMax)] = 1;
                }
            } else {
                transformed[start] = Places.number(row[i]);
            }
        }
    }

    @Override
    public long bytes() {
        return 96 + 100L * sources.length;
    }
}
