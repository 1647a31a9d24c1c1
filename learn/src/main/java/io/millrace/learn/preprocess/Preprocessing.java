package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Preprocessing {
    public static final List<Algorithm<?>> ALL = List.of();

    private Preprocessing() {}
}
