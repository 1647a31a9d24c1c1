package io.millrace.sql;

import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.engine.learn.Models;
import java.util.List;

/**
 * What a session has for models.
 *
 * @param providers what {@code 'provider'} may name
 * @param functions what learns in the course of a query, without a model that has a name
 * @param stored what its models have learned so far
 */
public record SessionModels(List<ModelProvider> providers, List<SeriesFunction> functions, Models stored) {
    public SessionModels {
        providers = List.copyOf(providers);
        functions = List.copyOf(functions);
    }

    /** No kind of model at all. */
    public static SessionModels none() {
        return new SessionModels(List.of(), List.of(), new Models());
    }
}
