package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.SeriesFunction;
import java.util.List;

/** All functions of this package. */
public final class SeriesFunctions {
    private SeriesFunctions() {}

    /** @param algorithms those that calls may name */
    public static List<SeriesFunction> of(List<Algorithm<?>> algorithms) {
        return List.of(
                new AnomalyFunction(algorithms),
                new RobustAnomalyFunction(),
                new ForecastFunction(algorithms),
                new DriftFunction(algorithms));
    }
}
