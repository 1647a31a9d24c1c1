package io.millrace.learn.model;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.pipeline.Step;
import java.util.List;

/**
 * How a learner is made.
 *
 * @param parameters of the algorithm
 * @param steps what is done to rows before it
 */
record Recipe(Algorithm<?> algorithm, Parameters parameters, List<Step> steps) {
    Recipe {
        steps = List.copyOf(steps);
    }

    Learner create(Features features, int classes) {
        return Pipelines.of(steps, algorithm, features, classes, parameters);
    }

    @Override
    public String toString() {
        return algorithm.name() + (parameters.given().isEmpty() ? "" : " " + parameters);
    }
}
