package io.millrace.learn.preprocess;

import io.millrace.core.learn.Features;
import io.millrace.learn.numeric.Moments;
import java.util.stream.IntStream;

/** Which places of a row are numbers, and which are not. Immutable. */
final class Places {
    private final Features features;
    private final int[] numeric;
    private final int[] nominal;

    Places(Features features) {
        this.features = features;
        numeric = IntStream.range(0, features.size())
                .filter(i -> !features.isNominal(i))
                .toArray();
        nominal =
                IntStream.range(0, features.size()).filter(features::isNominal).toArray();
    }

    Features features() {
        return features;
    }

    /** Not to be changed. */
    int[] numeric() {
        return numeric;
    }

    /** Not to be changed. */
    int[] nominal() {
        return nominal;
    }

    /** A number that can be reckoned with: at most {@link Moments#LIMIT} from 0, or NaN where it is missing. */
    static double number(double value) {
        return Math.abs(value) <= Moments.LIMIT
                ? value
                : Double.isInfinite(value) ? Double.NaN : Moments.bounded(value);
    }

    /** Hands on nominal values as they are, and NaN for those that are none. */
    void passNominal(double[] row, double[] transformed) {
        for (int place : nominal) {
            transformed[place] = features.nominal(place, row[place]) < 0 ? Double.NaN : row[place];
        }
    }
}
