package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Drift {
    public static final List<Algorithm<?>> ALL = List.of(
            Adwin.ALGORITHM,
            PageHinkley.ALGORITHM,
            Ddm.ALGORITHM,
            Eddm.ALGORITHM,
            HddmA.ALGORITHM,
            HddmW.ALGORITHM,
            Kswin.ALGORITHM,
            Stepd.ALGORITHM,
            Cusum.ALGORITHM,
            EwmaChart.ALGORITHM);

    private Drift() {}
}
