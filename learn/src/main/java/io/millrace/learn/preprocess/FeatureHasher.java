package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Puts nominal values into a fixed number of columns by a hash of feature and value, each adding 1 or, so that what
 * meets by chance cancels out, -1; it learns nothing. For features of very many values: the width does not grow with
 * them. The numbers come first, as they are. K. Weinberger et al., "Feature hashing for large scale multitask
 * learning", ICML 2009.
 *
 * <p>Values are indexes here and not text, so the columns are not those of implementations that hash names.
 */
public final class FeatureHasher implements Traced, Stateless {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "feature-hasher",
            Task.PREPROCESSING,
            "Puts nominal values into a fixed number of columns by hash, for features of very many values.",
            "Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009",
            Set.of(),
            List.of(
                    Parameter.whole("n-features", 64, 1, 1 << 20, "How many columns nominal values share."),
                    Parameter.flag("alternate-sign", true, "Whether half of the values count -1 instead of 1."),
                    Parameter.seed()),
            (features, classes, parameters) -> new FeatureHasher(
                    features, parameters.whole("n-features"), parameters.flag("alternate-sign"), parameters.seed()));

    private final Places places;
    private final Features output;
    private final boolean isSigned;
    private final long seed;

    FeatureHasher(Features features, int columns, boolean isSigned, long seed) {
        places = new Places(features);
        this.isSigned = isSigned;
        this.seed = seed;
        List<Feature> all = new ArrayList<>();
        for (int place : places.numeric()) {
            all.add(features.get(place));
        }
        for (int i = 0; i < columns && places.nominal().length > 0; i++) {
            all.add(Feature.numeric("hash" + i));
        }
        output = Features.of(all);
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        int[] numeric = places.numeric();
        return place < numeric.length ? numeric[place] : -1;
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            transformed[i] = Places.number(row[numeric[i]]);
        }
        int columns = transformed.length - numeric.length;
        Arrays.fill(transformed, numeric.length, transformed.length, 0);
        for (int place : places.nominal()) {
            int value = places.features().nominal(place, row[place]);
            if (value >= 0) {
                long hash = Randomness.seed(Randomness.seed(seed, place), value);
                int column = (int) (((hash >>> 32) * columns) >>> 32);
                transformed[numeric.length + column] += isSigned && (hash & 1) == 1 ? -1 : 1;
            }
        }
    }

    @Override
    public long bytes() {
        return 96 + 80L * output.size();
    }
}
