package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Ensembles {
    public static final List<Algorithm<?>> ALL = List.of(RegressionForest.ALGORITHM, NearestLeavesForest.ALGORITHM);

    private Ensembles() {}
}
