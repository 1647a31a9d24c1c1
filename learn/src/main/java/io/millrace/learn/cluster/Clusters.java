package io.millrace.learn.cluster;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Clusters {
    public static final List<Algorithm<?>> ALL = List.of(CluStream.ALGORITHM, DenStream.ALGORITHM, KMeans.ALGORITHM);

    private Clusters() {}
}
