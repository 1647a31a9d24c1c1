package io.millrace.learn.model;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameters;

/** A learner behind what makes rows fit for it. */
final class Preparation {
    private Preparation() {}

    static Learner of(Algorithm<?> algorithm, Features features, int classes, Parameters parameters) {
        return algorithm.create(features, classes, parameters);
    }
}
