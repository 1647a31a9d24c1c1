package io.millrace.learn.rule;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Rules {
    public static final List<Algorithm<?>> ALL = List.of(AdaptiveModelRules.ALGORITHM);

    private Rules() {}
}
