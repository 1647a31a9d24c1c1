package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.DialectOperators;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.dql.SqlDescribeCatalog;
import org.apache.flink.sql.parser.dql.SqlDescribeDatabase;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlShowCall;
import org.apache.flink.sql.parser.dql.SqlShowCatalogs;
import org.apache.flink.sql.parser.dql.SqlShowColumns;
import org.apache.flink.sql.parser.dql.SqlShowCreateCatalog;
import org.apache.flink.sql.parser.dql.SqlShowCreateMaterializedTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowCurrentCatalog;
import org.apache.flink.sql.parser.dql.SqlShowCurrentDatabase;
import org.apache.flink.sql.parser.dql.SqlShowDatabases;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.jspecify.annotations.Nullable;

/** Answers SHOW and DESCRIBE. */
final class Inspection {
    private final Catalog catalog;
    private final Names names;

    Inspection(Session session) {
        this.catalog = session.catalog();
        this.names = new Names(catalog);
    }

    /**
     * The answer.
     *
     * @throws QueryException also when the statement is no such statement, and none that there is at all
     */
    Step answer(SqlNode node, Statement statement) {
        if (node instanceof SqlShowTables show) {
            return names(show);
        } else if (node instanceof SqlShowFunctions show) {
            return functions(show);
        } else if (node instanceof SqlShowColumns show) {
            SqlIdentifier table = new SqlIdentifier(show.getSqlIdentifierNameList(), show.getParserPosition());
            return Columns.of(names.entry(table), name -> isShown(name, show));
        } else if (node instanceof SqlRichDescribeTable describe) {
            return Columns.of(
                    names.entry((SqlIdentifier) describe.getOperandList().get(0)), name -> true);
        } else if (node instanceof SqlShowCreateTable show) {
            return definition(show.getTableName(), "TABLE");
        } else if (node instanceof SqlShowCreateView show) {
            return definition((SqlIdentifier) show.getOperandList().get(0), "VIEW");
        } else if (node instanceof SqlShowCreateMaterializedTable show) {
            return definition(show.getMaterializedTableName(), "MATERIALIZED TABLE");
        }
        return folder(node).orElseThrow(() -> Unsupported.statement(statement));
    }

    private Step functions(SqlShowFunctions show) {
        TreeSet<String> all = new TreeSet<>(catalog.functions().names(catalog.current()));
        if (!show.requireUser()) {
            all.addAll(DialectOperators.names());
        }
        return list("function name", all.stream(), show);
    }

    private Step definition(SqlIdentifier name, String kind) {
        CatalogEntry entry = names.entry(name);
        String own = entry instanceof CatalogView view ? view.kind() : "table";
        if (!own.equalsIgnoreCase(kind)) {
            throw Places.error(
                    "'" + entry.name() + "' is a " + own,
                    name,
                    "write SHOW CREATE " + own.toUpperCase(Locale.ROOT) + " "
                            + entry.path().name());
        }
        return new Step.Text(Definition.sql(entry));
    }

    private Optional<Step> folder(SqlNode node) {
        if (node instanceof SqlShowCatalogs show) {
            return Optional.of(list("catalog name", catalog.catalogs().stream(), show));
        } else if (node instanceof SqlShowDatabases show) {
            String owner = show.getCatalogName() == null ? catalog.current().catalog() : show.getCatalogName();
            checkCatalog(owner, show);
            return Optional.of(list("database name", catalog.databases(owner).stream(), show));
        } else if (node instanceof SqlShowCurrentCatalog) {
            return Optional.of(one("current catalog name", catalog.current().catalog()));
        } else if (node instanceof SqlShowCurrentDatabase) {
            return Optional.of(one("current database name", catalog.current().database()));
        } else if (node instanceof SqlDescribeCatalog describe) {
            checkCatalog(describe.getCatalogName(), describe);
            return Optional.of(folder(
                    "name",
                    describe.getCatalogName(),
                    catalog.catalog(describe.getCatalogName()).orElseThrow()));
        } else if (node instanceof SqlDescribeDatabase describe) {
            String[] name = describe.fullDatabaseName();
            Namespace namespace =
                    new Namespace(name.length > 1 ? name[0] : catalog.current().catalog(), name[name.length - 1]);
            names.check(namespace, describe);
            return Optional.of(folder(
                    "name", namespace.database(), catalog.database(namespace).orElseThrow()));
        } else if (node instanceof SqlShowCreateCatalog show) {
            checkCatalog(show.catalogName(), show);
            return Optional.of(new Step.Text("CREATE CATALOG " + Definition.quoted(show.catalogName())
                    + " WITH (\n  'type' = 'generic_in_memory'\n)\n"));
        }
        return Optional.empty();
    }

    private void checkCatalog(String name, SqlNode place) {
        if (catalog.catalog(name).isEmpty()) {
            throw Places.error(
                    "unknown catalog '" + name + "'", place, Suggestions.didYouMean(name, catalog.catalogs()));
        }
    }

    private static Step one(String title, String value) {
        return new Step.Rows(schema(title), List.of(List.of(value)));
    }

    private static Step folder(String title, String name, Catalog.Folder<?> folder) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        rows.add(List.of(title, name));
        rows.add(Arrays.asList("comment", folder.comment()));
        new TreeMap<>(folder.options()).forEach((key, value) -> rows.add(List.of("option:" + key, value)));
        return new Step.Rows(schema("info name", "info value"), rows);
    }

    static Step settings(Settings settings) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Map.Entry<String, String> each : settings.values().entrySet()) {
            rows.add(List.of(each.getKey(), each.getValue()));
        }
        return new Step.Rows(schema("key", "value"), rows);
    }

    private Step names(SqlShowTables show) {
        SqlShowTables.SqlTableKind kind = show.getTableKind();
        List<String> given = show.getSqlIdentifierNameList();
        Namespace namespace = given == null || given.isEmpty()
                ? catalog.current()
                : new Namespace(
                        given.size() > 1 ? given.get(0) : catalog.current().catalog(), given.get(given.size() - 1));
        names.check(namespace, show);
        return list(
                switch (kind) {
                    case VIEW -> "view name";
                    case TABLE -> "table name";
                    case MATERIALIZED_TABLE -> "materialized table name";
                },
                catalog.entries(namespace).stream()
                        .filter(entry -> kind == SqlShowTables.SqlTableKind.TABLE
                                || entry instanceof CatalogView view
                                        && (view.materialized() == null) == (kind == SqlShowTables.SqlTableKind.VIEW))
                        .map(entry -> entry.path().name()),
                show);
    }

    static Step list(String title, Stream<String> names, SqlShowCall show) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        names.filter(name -> isShown(name, show)).forEach(name -> rows.add(List.of(name)));
        return new Step.Rows(schema(title), rows);
    }

    private static boolean isShown(String name, SqlShowCall show) {
        if (!show.isWithLike()) {
            return true;
        }
        StringBuilder pattern = new StringBuilder();
        for (char c : show.getLikeSqlPattern().toCharArray()) {
            pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        int flags = "ILIKE".equalsIgnoreCase(show.getLikeType()) ? Pattern.CASE_INSENSITIVE : 0;
        return Pattern.compile(pattern.toString(), flags | Pattern.DOTALL)
                        .matcher(name)
                        .matches()
                != show.isNotLike();
    }

    static Schema schema(String... names) {
        return new Schema(
                Stream.of(names).map(name -> new Column(name, Type.STRING)).toList());
    }
}
