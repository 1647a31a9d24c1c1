package io.millrace.learn.forecast;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Forecasts {
    public static final List<Algorithm<?>> ALL =
            List.of(Arx.ALGORITHM, HoltWinters.ALGORITHM, Naive.ALGORITHM, SeasonalNaive.ALGORITHM, Theta.ALGORITHM);

    private Forecasts() {}
}
