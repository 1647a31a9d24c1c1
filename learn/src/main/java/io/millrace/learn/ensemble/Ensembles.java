package io.millrace.learn.ensemble;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Ensembles {
    public static final List<Algorithm<?>> ALL = List.of(
            AdaptiveForest.RANDOM_FOREST,
            AdaptiveForest.RANDOM_PATCHES,
            Bagging.LEVERAGING,
            Bagging.WATCHED,
            Bagging.PLAIN,
            Boosting.ALGORITHM,
            RegressionForest.ALGORITHM,
            NearestLeavesForest.ALGORITHM,
            BoostedRegressor.ALGORITHM,
            BoostedClassifier.ALGORITHM);

    private Ensembles() {}
}
