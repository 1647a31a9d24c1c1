package io.millrace.learn.baseline;

import io.millrace.core.learn.Algorithm;
import java.util.List;

/** The algorithms of this package. */
public final class Baselines {
    public static final List<Algorithm<?>> ALL =
            List.of(LastLabel.ALGORITHM, LastValue.ALGORITHM, MajorityClass.ALGORITHM, TargetMean.ALGORITHM);

    private Baselines() {}
}
