package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Anomalies {
    public static final List<Algorithm<?>> ALL = List.of(SequenceSurprise.ALGORITHM);

    private Anomalies() {}
}
