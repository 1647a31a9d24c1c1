package io.millrace.core.learn;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An algorithm as data: its name, what it can be told, and how to make a learner. Immutable.
 *
 * @param name as users write it, unique within a task: {@code hoeffding-tree}
 * @param task what it is for
 * @param doc one or two sentences for the reference: what it does and when to take it
 * @param source the paper, book or standard it follows
 * @param needs what rows should be like to learn well; a model sees to that unless it is told otherwise
 * @param declared its parameters
 * @param factory makes a learner
 * @param <L> the interface of the task
 */
public record Algorithm<L extends Learner>(
        String name,
        Task task,
        String doc,
        String source,
        Set<Need> needs,
        List<Parameter> declared,
        Factory<L> factory) {
    public Algorithm {
        needs = Set.copyOf(needs);
        declared = List.copyOf(declared);
    }

    /** What rows should be like. A learner takes others too, but learns worse. */
    public enum Need {
        /** Numbers only: nominal features have to be encoded. */
        NUMERIC,
        /** Numbers of like size: around 0, most between -3 and 3. */
        SCALED,
        /** Nothing missing: gaps have to be filled. */
        COMPLETE,
        /** One number, no more. */
        SINGLE
    }

    /** Makes learners. */
    @FunctionalInterface
    public interface Factory<L extends Learner> {
        /**
         * A learner that has seen nothing.
         *
         * @param features what rows have
         * @param classes how many classes there may be, for classifiers, and for transformers in front of them; 0
         *     elsewhere
         */
        L create(Features features, int classes, Parameters parameters);
    }

    /** All parameters with their defaults. */
    public Parameters parameters() {
        return new Parameters(name, declared, Map.of());
    }

    public L create(Features features, int classes, Parameters parameters) {
        return factory.create(features, classes, parameters);
    }

    /** A learner with defaults, for a task without classes. */
    public L create(Features features) {
        return create(features, 0, parameters());
    }
}
