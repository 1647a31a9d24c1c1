package io.millrace.sql;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.type.Schema;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.parse.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view, or a materialized table: a query whose result is kept up to date as long as a run reads it. All readers in a run
 * share the operators that do, and see its result at the same whole epochs.
 *
 * @param materialized what a materialized table says besides, or null for a view
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
        @Nullable Materialized materialized,
        boolean temporary,
        @Nullable String comment,
        @Nullable Place place)
        implements CatalogEntry {
    /**
     * What a materialized table says besides its query.
     *
     * @param key the names of its primary key, empty when it declares none
     */
    public record Materialized(List<String> key) {
        public Materialized {
            key = List.copyOf(key);
        }
    }

    /** What it is, for people. */
    public String kind() {
        return materialized == null ? "view" : "materialized table";
    }

    /** The view as a materialized table. */
    CatalogView kept(List<String> key) {
        return new CatalogView(path, query, schema, home, new Materialized(key), temporary, comment, place);
    }

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
        return place == null
                ? this
                : new CatalogView(path, query, schema, home, materialized, temporary, comment, null);
    }

    /** The same with another name. */
    CatalogView renamed(ObjectPath other) {
        return new CatalogView(other, query, schema, home, materialized, temporary, comment, place);
    }
}
