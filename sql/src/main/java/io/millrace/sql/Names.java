package io.millrace.sql;

import io.millrace.core.text.Suggestions;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.validate.Places;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** What identifiers in statements mean in a session's catalog. */
final class Names {
    private final Catalog catalog;

    Names(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The path that an identifier means; its database exists.
     *
     * @throws io.millrace.core.error.QueryException when there is no such catalog or database
     */
    ObjectPath path(SqlIdentifier identifier) {
        if (identifier.names.size() > 3) {
            throw Places.error(
                    "'" + identifier + "' has too many parts", identifier, "a name is catalog.database.name at most");
        }
        ObjectPath path = catalog.path(identifier.names);
        check(path.namespace(), identifier);
        return path;
    }

    /** Checks that a database exists. */
    void check(Namespace namespace, SqlNode place) {
        if (catalog.catalog(namespace.catalog()).isEmpty()) {
            throw Places.error(
                    "unknown catalog '" + namespace.catalog() + "'",
                    place,
                    Suggestions.didYouMean(namespace.catalog(), catalog.catalogs()));
        }
        if (!catalog.hasDatabase(namespace)) {
            throw Places.error(
                    "unknown database '" + namespace.database() + "'",
                    place,
                    Suggestions.didYouMean(namespace.database(), catalog.databases(namespace.catalog())));
        }
    }

    /**
     * The table or view that an identifier means.
     *
     * @throws io.millrace.core.error.QueryException when there is none
     */
    CatalogEntry entry(SqlIdentifier identifier) {
        ObjectPath path = path(identifier);
        return catalog.find(path).orElseThrow(() -> unknown("table", path, identifier));
    }

    /** The error of a name that means nothing. */
    RuntimeException unknown(String kind, ObjectPath path, SqlNode place) {
        List<String> near = catalog.near(path);
        return Places.error(
                "unknown " + kind + " '" + path.name() + "'",
                place,
                near.isEmpty()
                        ? "there are no tables yet: make one with CREATE TABLE"
                        : Suggestions.didYouMean(path.name(), near));
    }
}
