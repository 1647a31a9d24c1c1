package io.millrace.sql;

import io.millrace.core.connect.Connector;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who plans, and in what surroundings.
 *
 * @param principal whose rights count
 * @param catalog the tables and views
 * @param connectors what {@code 'connector'} may name
 * @param settings what SET changed
 * @param access what the principal sees of each table
 * @param bounded whether reading a table ends by itself; asked only where it matters, since the answer may need the
 *     source to be opened
 */
public record Session(
        String principal,
        Catalog catalog,
        List<Connector> connectors,
        Settings settings,
        TableAccess access,
        Predicate<CatalogTable> bounded) {
    public Session {
        connectors = List.copyOf(connectors);
    }

    /** A session of the only user there is, who sees everything, with an empty catalog. */
    public static Session local(List<Connector> connectors, Predicate<CatalogTable> bounded) {
        return new Session("local", new MemoryCatalog(), connectors, new Settings(), TableAccess.ALL, bounded);
    }
}
