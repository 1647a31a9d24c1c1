package io.millrace.sql;

import io.millrace.core.text.Suggestions;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Places;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAlterDatabase;
import org.apache.flink.sql.parser.ddl.SqlCreateDatabase;
import org.apache.flink.sql.parser.ddl.SqlDropDatabase;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.ddl.catalog.SqlCreateCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlDropCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlUseCatalog;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTable;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableRename;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;
import org.apache.flink.sql.parser.ddl.view.SqlAlterView;
import org.apache.flink.sql.parser.ddl.view.SqlAlterViewAs;
import org.apache.flink.sql.parser.ddl.view.SqlAlterViewRename;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;

/** CREATE, ALTER, DROP and USE of catalogs, databases, tables and views. Of one statement. */
final class CatalogStatements {
    private final Session session;
    private final Catalog catalog;
    private final Names names;
    private final Statement statement;

    CatalogStatements(Session session, Statement statement) {
        this.session = session;
        this.catalog = session.catalog();
        this.names = new Names(catalog);
        this.statement = statement;
    }

    /** Carries a statement out, if it is one of these. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlCreateTable create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlCreateView create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlDropTable drop) {
            return Optional.of(drop(drop.operand(0), drop.getIfExists(), drop.isTemporary(), true));
        } else if (node instanceof SqlDropView drop) {
            return Optional.of(drop(drop.operand(0), drop.getIfExists(), drop.isTemporary(), false));
        } else if (node instanceof SqlAlterTable alter) {
            return Optional.of(alter(alter));
        } else if (node instanceof SqlAlterView alter) {
            return Optional.of(alter(alter));
        }
        return folder(node);
    }

    private Optional<Step> folder(SqlNode node) {
        if (node instanceof SqlCreateCatalog create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlDropCatalog drop) {
            return Optional.of(drop(drop));
        } else if (node instanceof SqlCreateDatabase create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlDropDatabase drop) {
            return Optional.of(drop(drop));
        } else if (node instanceof SqlAlterDatabase alter) {
            return Optional.of(alter(alter));
        } else if (node instanceof SqlUseCatalog use) {
            return Optional.of(use(use));
        } else if (node instanceof SqlUseDatabase use) {
            Namespace database = database(use.getDatabaseName());
            names.check(database, use.getDatabaseName());
            catalog.use(database);
            return Optional.of(new Step.Message("Database '" + database.database() + "' is used."));
        }
        return Optional.empty();
    }

    private Step create(SqlCreateTable create) {
        ObjectPath path = names.path(create.getName());
        Optional<Step> there = there(path, create, create.getReplace());
        if (there.isPresent()) {
            return there.get();
        }
        catalog.put(new TableDefinition(session, statement).table(create, path));
        return new Step.Message("Table '" + path.shown() + "' created.");
    }

    private Step create(SqlCreateView create) {
        ObjectPath path = names.path(create.getName());
        Optional<Step> there = there(path, create, create.getReplace());
        if (there.isPresent()) {
            return there.get();
        }
        catalog.put(new ViewDefinition(session, statement)
                .view(path, create.getQuery(), create.getFieldList(), create.isTemporary(), create.getComment()));
        return new Step.Message("View '" + path.shown() + "' created.");
    }

    /** What is to be said of an object that is there already; empty when it can be created. */
    Optional<Step> there(ObjectPath path, org.apache.flink.sql.parser.ddl.SqlCreateObject create, boolean replaces) {
        if (replaces || catalog.find(path, create.isTemporary()).isEmpty()) {
            return Optional.empty();
        } else if (create.isIfNotExists()) {
            return Optional.of(new Step.Message("'" + path.shown() + "' is there already."));
        }
        throw Places.error(
                "'" + path.shown() + "' is there already", create.getName(), "drop it first, or write IF NOT EXISTS");
    }

    private Step drop(SqlIdentifier identifier, boolean ifExists, boolean temporary, boolean table) {
        ObjectPath path = names.path(identifier);
        String kind = (temporary ? "temporary " : "") + (table ? "table" : "view");
        Optional<CatalogEntry> entry = catalog.find(path, temporary);
        Optional<CatalogEntry> other = catalog.find(path, !temporary);
        boolean otherTable = other.map(CatalogTable.class::isInstance).orElse(table);
        String command = "DROP " + (temporary ? "" : "TEMPORARY ") + (otherTable ? "TABLE " : "VIEW ") + path.name();
        if (!temporary && other.isPresent()) {
            throw Places.error("there is a temporary '" + path.shown() + "'", identifier, "drop it first: " + command);
        }
        if (entry.isEmpty()) {
            if (ifExists) {
                return new Step.Message("There is no " + kind + " '" + path.shown() + "'.");
            }
            throw other.isPresent()
                    ? Places.error("'" + path.shown() + "' is not temporary", identifier, "write " + command)
                    : names.unknown(kind, path, identifier);
        }
        String own = entry.get() instanceof CatalogView view ? view.kind() : "table";
        if (!own.equals(table ? "table" : "view")) {
            throw Places.error(
                    "'" + path.shown() + "' is a " + own,
                    identifier,
                    "write DROP " + own.toUpperCase(Locale.ROOT) + " " + path.name());
        }
        catalog.remove(entry.get());
        return new Step.Message((table ? "Table '" : "View '") + path.shown() + "' dropped.");
    }

    private Step alter(SqlAlterTable alter) {
        SqlIdentifier identifier = alter.getTableName();
        ObjectPath path = names.path(identifier);
        Optional<CatalogEntry> entry = catalog.find(path);
        if (entry.isEmpty() && alter.ifTableExists()) {
            return new Step.Message("There is no table '" + path.shown() + "'.");
        }
        if (!(entry.orElseThrow(() -> names.unknown("table", path, identifier)) instanceof CatalogTable table)) {
            String own = ((CatalogView) entry.get()).kind();
            throw Places.error(
                    "'" + path.shown() + "' is a " + own, identifier, "write ALTER " + own.toUpperCase(Locale.ROOT));
        }
        if (alter instanceof SqlAlterTableRename rename) {
            ObjectPath other = renamed(path, rename.fullNewTableName(), rename);
            catalog.remove(table);
            CatalogTable moved = new CatalogTable(
                    other,
                    table.connector(),
                    table.columns(),
                    table.primaryKey(),
                    table.eventTime(),
                    table.options(),
                    table.extras(),
                    table.temporary(),
                    table.comment());
            catalog.put(moved);
            return new Step.Message("Table '" + path.shown() + "' is now '" + other.shown() + "'.");
        }
        catalog.put(new TableAlteration(session, statement, table).altered(alter));
        return new Step.Message("Table '" + path.shown() + "' changed.");
    }

    private ObjectPath renamed(ObjectPath path, String[] name, SqlNode place) {
        ObjectPath other = name.length == 1 ? path.namespace().of(name[0]) : catalog.path(List.of(name));
        if (!other.namespace().equals(path.namespace())) {
            throw Places.error("a new name stays in the same database", place, "write RENAME TO " + other.name());
        }
        if (catalog.find(other).isPresent()) {
            throw Places.error("'" + other.shown() + "' is there already", place, "choose another name");
        }
        return other;
    }

    private Step alter(SqlAlterView alter) {
        SqlIdentifier identifier = (SqlIdentifier) alter.getOperandList().get(0);
        ObjectPath path = names.path(identifier);
        CatalogEntry entry = catalog.find(path).orElseThrow(() -> names.unknown("view", path, identifier));
        if (!(entry instanceof CatalogView view) || view.materialized() != null) {
            String own = entry instanceof CatalogView each ? each.kind() : "table";
            throw Places.error(
                    "'" + path.shown() + "' is a " + own, identifier, "write ALTER " + own.toUpperCase(Locale.ROOT));
        }
        if (alter instanceof SqlAlterViewRename rename) {
            ObjectPath other = renamed(path, rename.fullNewViewName(), rename);
            catalog.remove(view);
            catalog.put(view.renamed(other));
            return new Step.Message("View '" + path.shown() + "' is now '" + other.shown() + "'.");
        } else if (alter instanceof SqlAlterViewAs as) {
            catalog.put(new ViewDefinition(session, statement)
                    .view(path, as.getNewQuery(), null, view.temporary(), view.comment()));
            return new Step.Message("View '" + path.shown() + "' changed.");
        }
        throw Places.error("a view has no options", alter, "write ALTER VIEW " + path.name() + " AS SELECT ...");
    }

    private Step create(SqlCreateCatalog create) {
        String name = create.catalogName();
        if (catalog.catalog(name).isPresent()) {
            if (create.isIfNotExists()) {
                return new Step.Message("Catalog '" + name + "' is there already.");
            }
            throw Places.error(
                    "catalog '" + name + "' is there already", create.getName(), "drop it, or write IF NOT EXISTS");
        }
        TreeMap<String, String> options = new TreeMap<>(create.getProperties());
        String type = options.getOrDefault("type", "generic_in_memory");
        if (!type.equals("generic_in_memory")) {
            throw Places.error(
                    "a catalog of type '" + type + "' is not supported",
                    create.getName(),
                    "catalogs are kept in memory: 'type' = 'generic_in_memory'");
        }
        for (String key : options.keySet()) {
            if (!List.of("type", "default-database").contains(key)) {
                throw Places.error(
                        "unknown option '" + key + "'",
                        create.getName(),
                        Suggestions.didYouMean(key, List.of("type", "default-database")));
            }
        }
        catalog.addCatalog(name, create.getComment(), options);
        return new Step.Message("Catalog '" + name + "' created.");
    }

    private Step drop(SqlDropCatalog drop) {
        String name = drop.catalogName();
        if (catalog.catalog(name).isEmpty()) {
            if (drop.getIfExists()) {
                return new Step.Message("There is no catalog '" + name + "'.");
            }
            throw Places.error(
                    "unknown catalog '" + name + "'", drop, Suggestions.didYouMean(name, catalog.catalogs()));
        }
        if (catalog.current().catalog().equals(name)) {
            throw Places.error("catalog '" + name + "' is in use", drop, "USE CATALOG another one first");
        }
        catalog.removeCatalog(name);
        return new Step.Message("Catalog '" + name + "' dropped.");
    }

    private Step use(SqlUseCatalog use) {
        String name = use.catalogName();
        var folder = catalog.catalog(name)
                .orElseThrow(() -> Places.error(
                        "unknown catalog '" + name + "'",
                        use.getCatalogName(),
                        Suggestions.didYouMean(name, catalog.catalogs())));
        String database = name.equals(Namespace.DEFAULT.catalog())
                ? Namespace.DEFAULT.database()
                : folder.options().getOrDefault("default-database", "default");
        catalog.use(new Namespace(name, database));
        return new Step.Message("Catalog '" + name + "' is used.");
    }

    /** The database that an identifier of one or two parts means. */
    private Namespace database(SqlIdentifier identifier) {
        List<String> parts = identifier.names;
        String owner = parts.size() > 1
                ? parts.get(parts.size() - 2)
                : catalog.current().catalog();
        if (catalog.catalog(owner).isEmpty()) {
            throw Places.error(
                    "unknown catalog '" + owner + "'", identifier, Suggestions.didYouMean(owner, catalog.catalogs()));
        }
        return new Namespace(owner, parts.get(parts.size() - 1));
    }

    private Step create(SqlCreateDatabase create) {
        Namespace database = database(create.getName());
        if (catalog.database(database).isPresent()) {
            if (create.isIfNotExists()) {
                return new Step.Message("Database '" + database.database() + "' is there already.");
            }
            throw Places.error(
                    "database '" + database.database() + "' is there already",
                    create.getName(),
                    "drop it, or write IF NOT EXISTS");
        }
        catalog.putDatabase(database, create.getComment(), create.getProperties());
        return new Step.Message("Database '" + database.database() + "' created.");
    }

    private Step drop(SqlDropDatabase drop) {
        SqlIdentifier identifier = drop.operand(0);
        Namespace database = database(identifier);
        if (drop.getIfExists() && catalog.database(database).isEmpty()) {
            return new Step.Message("There is no database '" + database.database() + "'.");
        }
        names.check(database, identifier);
        if (catalog.current().equals(database)) {
            throw Places.error("database '" + database.database() + "' is in use", identifier, "USE another one first");
        }
        if (!drop.isCascade() && !catalog.entries(database).isEmpty()) {
            throw Places.error(
                    "database '" + database.database() + "' is not empty",
                    identifier,
                    "drop what is in it, or write DROP DATABASE " + database.database() + " CASCADE");
        }
        catalog.removeDatabase(database);
        return new Step.Message("Database '" + database.database() + "' dropped.");
    }

    private Step alter(SqlAlterDatabase alter) {
        SqlIdentifier identifier = (SqlIdentifier) alter.getOperandList().get(0);
        Namespace database = database(identifier);
        names.check(database, identifier);
        var folder = catalog.database(database).orElseThrow();
        TreeMap<String, String> options = new TreeMap<>(folder.options());
        options.putAll(alter.getProperties());
        catalog.putDatabase(database, folder.comment(), options);
        return new Step.Message("Database '" + database.database() + "' changed.");
    }
}
