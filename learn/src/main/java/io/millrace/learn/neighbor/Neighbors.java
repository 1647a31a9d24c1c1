package io.millrace.learn.neighbor;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Neighbors {
    public static final List<Algorithm<?>> ALL =
            List.of(NearestNeighborsClassifier.ALGORITHM, NearestNeighborsRegressor.ALGORITHM);

    private Neighbors() {}
}
