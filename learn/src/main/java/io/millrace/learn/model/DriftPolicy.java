package io.millrace.learn.model;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How drift of a model is found, and what follows.
 *
 * @param detector watches its errors, numbers from 0 to 1; makes null where nobody looks
 * @param warning a more sensitive one, for algorithms that never warn by themselves; makes null for the others
 */
record DriftPolicy(
        Reaction reaction, Supplier<@Nullable DriftDetector> detector, Supplier<@Nullable DriftDetector> warning) {
    /** Ten times as many false alarms are fine where an alarm only means that another learner begins. */
    private static final double WARNING_FACTOR = 10;

    private static final String DELTA = "delta";

    /** What follows when drift was found. */
    enum Reaction {
        REPORT,
        /** The model begins anew. */
        RESET,
        /** A learner that has learned since a warning takes the place of the model's. */
        SWAP,
        IGNORE
    }

    static DriftPolicy of(String reaction, Algorithm<?> algorithm, Parameters parameters) {
        Reaction chosen = Reaction.valueOf(reaction.toUpperCase(java.util.Locale.ROOT));
        if (chosen == Reaction.IGNORE) {
            return new DriftPolicy(chosen, () -> null, () -> null);
        }
        boolean hasDelta = algorithm.declared().stream().map(Parameter::name).anyMatch(DELTA::equals);
        Supplier<@Nullable DriftDetector> warning = () -> null;
        if (chosen == Reaction.SWAP && hasDelta) {
            Parameters sensitive = parameters.with(DELTA, Math.min(0.5, parameters.real(DELTA) * WARNING_FACTOR));
            warning = () -> create(algorithm, sensitive);
        }
        return new DriftPolicy(chosen, () -> create(algorithm, parameters), warning);
    }

    private static DriftDetector create(Algorithm<?> algorithm, Parameters parameters) {
        return (DriftDetector) algorithm.create(Features.numeric(1), 0, parameters);
    }
}
