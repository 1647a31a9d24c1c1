package io.millrace.sql;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.type.Schema;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.parse.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param query the text of its query
 * @param schema its columns
 * @param home what names in its query are relative to
 * @param temporary whether it goes away with the session
 * @param place where the query stands in the script that is being planned; null when it was defined before
 */
public record CatalogView(
        ObjectPath path,
        String query,
        Schema schema,
        Namespace home,
        boolean temporary,
        @Nullable String comment,
        @Nullable Place place)
        implements CatalogEntry {
    /**
     * Where a view's query was written.
     *
     * @param text what was written
     * @param indent how many characters of our own stand before it in {@link CatalogView#query}
     */
    public record Place(Statement text, int indent) {
        /** The place in the script of a place in {@link CatalogView#query}; line and column count from 1. */
        public Position of(int line, int column) {
            return text.position(line, line == 1 ? column - indent : column);
        }
    }

    @Override
    public CatalogView withoutPlaces() {
        return place == null ? this : new CatalogView(path, query, schema, home, temporary, comment, null);
    }

    /** The same with another name. */
    CatalogView renamed(ObjectPath other) {
        return new CatalogView(other, query, schema, home, temporary, comment, place);
    }
}
