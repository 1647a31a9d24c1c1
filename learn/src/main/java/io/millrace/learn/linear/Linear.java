package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Linear {
    public static final List<Algorithm<?>> ALL = List.of();

    private Linear() {}
}
