package io.millrace.learn.pipeline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Transformer;
import java.util.List;

/**
 * One transformation of rows on their way to a learner. Immutable.
 *
 * @param algorithm what is done
 * @param parameters for it
 * @param columns the names of the features it is done to, as the step before calls them; empty for all. The others
 *     pass, and come first in what goes on.
 */
public record Step(Algorithm<? extends Transformer> algorithm, Parameters parameters, List<String> columns) {
    public Step {
        columns = List.copyOf(columns);
    }

    /** A transformation of all features, with defaults. */
    public static Step of(Algorithm<? extends Transformer> algorithm) {
        return new Step(algorithm, algorithm.parameters(), List.of());
    }

    /** A transformation of all features. */
    public static Step of(Algorithm<? extends Transformer> algorithm, Parameters parameters) {
        return new Step(algorithm, parameters, List.of());
    }

    /** The same for some features only. */
    public Step on(String... names) {
        return new Step(algorithm, parameters, List.of(names));
    }
}
