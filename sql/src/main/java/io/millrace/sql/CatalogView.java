package io.millrace.sql;

import io.millrace.core.type.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param name its name
 * @param query the text of its query
 * @param schema its columns
 * @param temporary whether it goes away with the session
 */
public record CatalogView(
        String name,
        String query,
        Schema schema,
        boolean temporary,
        @Nullable String comment) implements CatalogEntry {}
