package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Preprocessing {
    public static final List<Algorithm<?>> ALL = List.of(
            StandardScaler.ALGORITHM,
            AdaptiveStandardScaler.ALGORITHM,
            MinMaxScaler.ALGORITHM,
            MaxAbsScaler.ALGORITHM,
            RobustScaler.ALGORITHM,
            Normalizer.ALGORITHM,
            VarianceThreshold.ALGORITHM,
            BestFeatures.ALGORITHM,
            OutlierLimiter.ALGORITHM,
            OneHot.ALGORITHM,
            Ordinal.ALGORITHM,
            TargetEncoder.ALGORITHM,
            FeatureHasher.ALGORITHM,
            Imputer.ALGORITHM);

    private Preprocessing() {}
}
