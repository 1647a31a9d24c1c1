package io.millrace.learn.neural;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Neural {
    public static final List<Algorithm<?>> ALL =
            List.of(MultiLayerPerceptronClassifier.ALGORITHM, MultiLayerPerceptronRegressor.ALGORITHM);

    private Neural() {}
}
