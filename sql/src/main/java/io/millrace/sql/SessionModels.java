package io.millrace.sql;

import io.millrace.core.learn.ModelProvider;
import io.millrace.engine.learn.Models;
import java.util.List;

/**
 * What a session has for models.
 *
 * @param providers what {@code 'provider'} may name
 * @param stored what its models have learned so far
 */
public record SessionModels(List<ModelProvider> providers, Models stored) {
    public SessionModels {
        providers = List.copyOf(providers);
    }

    /** No kind of model at all. */
    public static SessionModels none() {
        return new SessionModels(List.of(), new Models());
    }
}
