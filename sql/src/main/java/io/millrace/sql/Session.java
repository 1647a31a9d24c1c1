package io.millrace.sql;

import io.millrace.core.connect.Connector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who plans, and in what surroundings.
 *
 * @param principal whose rights count
 * @param catalog the tables and views
 * @param connectors what {@code 'connector'} may name
 * @param settings what SET changed
 * @param access what the principal sees of each table
 * @param models the kinds of models, and what they have learned
 * @param bounded whether reading a table ends by itself, and what else is known of tables only where they are opened
 */
public record Session(
        String principal,
        Catalog catalog,
        List<Connector> connectors,
        Settings settings,
        TableAccess access,
        SessionModels models,
        Tables bounded) {
    public Session {
        connectors = List.copyOf(connectors);
    }

    /** A session of the only user there is, who sees everything, with an empty catalog and no models. */
    public static Session local(List<Connector> connectors, Tables bounded) {
        return local(connectors, SessionModels.none(), bounded);
    }

    /** The same with models. */
    public static Session local(List<Connector> connectors, SessionModels models, Tables bounded) {
        return new Session("local", new Catalog(), connectors, new Settings(), TableAccess.ALL, models, bounded);
    }

    /** What the world says of tables; asked only where it matters, since the answer may need a source to be opened. */
    @FunctionalInterface
    public interface Tables extends Predicate<CatalogTable> {
        /** Whether reading a table ends by itself. */
        @Override
        boolean test(CatalogTable table);

        /** The file that a path in a statement means. */
        default Path resolve(String path) {
            return Path.of(path).toAbsolutePath().normalize();
        }

        /** What two tables share so that writing one spoils reading the other: {@code file 'x.csv'}; often nothing. */
        default Optional<String> shared(CatalogTable written, CatalogTable read) {
            return Optional.empty();
        }
    }
}
