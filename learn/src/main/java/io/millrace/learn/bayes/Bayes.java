package io.millrace.learn.bayes;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Bayes {
    public static final List<Algorithm<?>> ALL = List.of(NaiveBayes.ALGORITHM);

    private Bayes() {}
}
