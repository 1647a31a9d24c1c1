package io.millrace.sql;

import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ScoringMethod;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.engine.learn.Models;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a session has for models.
 *
 * @param always what {@code 'provider'} may name
 * @param installed what it may name besides; asked for only when it names none of {@code always}
 * @param functions what learns in the course of a query, without a model that has a name
 * @param scoring how predictions are compared with right answers
 * @param stored what its models have learned so far
 */
public record SessionModels(
        List<ModelProvider> always,
        Supplier<List<ModelProvider>> installed,
        List<SeriesFunction> functions,
        ScoringMethod scoring,
        Models stored) {
    public SessionModels {
        always = List.copyOf(always);
        functions = List.copyOf(functions);
    }

    public SessionModels(
            List<ModelProvider> always, List<SeriesFunction> functions, ScoringMethod scoring, Models stored) {
        this(always, List::of, functions, scoring, stored);
    }

    /** No kind of model at all. */
    public static SessionModels none() {
        return new SessionModels(List.of(), List.of(), ScoringMethod.NONE, new Models());
    }

    /** All kinds of models there are. */
    public List<ModelProvider> providers() {
        return Stream.concat(always.stream(), installed.get().stream()).toList();
    }

    /** The kind of model of a name. */
    public Optional<ModelProvider> provider(String name) {
        return always.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .or(() -> providers().stream()
                        .filter(provider -> provider.name().equals(name))
                        .findFirst());
    }
}
