package io.millrace.sql;

import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model in a catalog.
 *
 * @param id what it has learned is kept by; another one when it is created anew
 * @param input the columns that a prediction needs
 * @param output the columns that a prediction has
 * @param provider what makes it: {@code online}
 * @param options what WITH says, without the provider
 * @param type what all that means
 */
public record CatalogModel(
        ObjectPath path,
        String id,
        Schema input,
        Schema output,
        String provider,
        Map<String, String> options,
        ModelType type,
        boolean temporary,
        @Nullable String comment) {
    public CatalogModel {
        options = Map.copyOf(options);
    }

    /** A name that is unique in the session, and short where it can be. */
    public String name() {
        return path.shown();
    }
}
