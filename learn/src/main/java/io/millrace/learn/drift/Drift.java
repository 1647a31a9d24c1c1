package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Drift {
    public static final List<Algorithm<?>> ALL = List.of(Adwin.ALGORITHM);

    private Drift() {}
}
