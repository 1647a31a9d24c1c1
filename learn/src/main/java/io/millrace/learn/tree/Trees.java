package io.millrace.learn.tree;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Trees {
    public static final List<Algorithm<?>> ALL = List.of(
            HoeffdingTree.ALGORITHM,
            HoeffdingAdaptiveTree.ALGORITHM,
            ExtremelyFastDecisionTree.ALGORITHM,
            RegressionTree.ALGORITHM,
            RegressionTree.ADAPTIVE);

    private Trees() {}
}
