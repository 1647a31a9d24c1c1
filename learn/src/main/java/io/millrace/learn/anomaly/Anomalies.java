package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Anomalies {
    public static final List<Algorithm<?>> ALL = List.of(
            SequenceSurprise.ALGORITHM,
            ZScore.ALGORITHM,
            MedianDeviation.ALGORITHM,
            ForecastResidual.ALGORITHM,
            RankThreshold.ALGORITHM,
            PeaksOverThreshold.ALGORITHM,
            HalfSpaceTrees.ALGORITHM,
            OnlineIsolationForest.ALGORITHM,
            Loda.ALGORITHM,
            Hotelling.ALGORITHM);

    private Anomalies() {}
}
