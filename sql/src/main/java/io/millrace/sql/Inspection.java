package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.DialectOperators;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.ddl.catalog.SqlUseCatalog;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlShowCall;
import org.apache.flink.sql.parser.dql.SqlShowColumns;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.jspecify.annotations.Nullable;

/** Answers SHOW and DESCRIBE. */
final class Inspection {
    private final Session session;

    Inspection(Session session) {
        this.session = session;
    }

    Step answer(SqlNode node, Statement statement) {
        if (node instanceof SqlShowTables show) {
            return names(show);
        } else if (node instanceof SqlShowFunctions show) {
            return list("function name", DialectOperators.names().stream(), show);
        } else if (node instanceof SqlShowColumns show) {
            return columns(find(new SqlIdentifier(show.getSqlIdentifierNameList(), show.getParserPosition())), show);
        } else if (node instanceof SqlRichDescribeTable describe) {
            return columns(
                    find(new SqlIdentifier(Arrays.asList(describe.fullTableName()), describe.getParserPosition())),
                    null);
        } else if (node instanceof SqlShowCreateTable show) {
            return new Step.Text(Definition.sql(find(show.getTableName())));
        } else if (node instanceof SqlShowCreateView show) {
            return new Step.Text(
                    Definition.sql(find((SqlIdentifier) show.getOperandList().get(0))));
        } else if (node instanceof SqlUseCatalog || node instanceof SqlUseDatabase) {
            throw Places.error("there is one catalog and one database only", node, "leave USE out");
        }
        String what = words(statement);
        throw new QueryException(what + " is not supported", null, hint(what));
    }

    private static @Nullable String hint(String what) {
        return switch (what.split(" ", 2)[0]) {
            case "ALTER" -> "drop it and create it anew";
            case "UPDATE", "DELETE", "TRUNCATE" -> "a pipeline only adds and replaces rows: use INSERT INTO";
            default -> "docs/sql.md lists what is";
        };
    }

    /** The words that say what kind of statement it is. */
    private static String words(Statement statement) {
        String[] words = statement.text().strip().split("[\\s(;]+", 3);
        boolean single = words.length < 2 || words[0].matches("(?i)UPDATE|DELETE|ANALYZE|CALL");
        return (single ? words[0] : words[0] + " " + words[1]).toUpperCase(Locale.ROOT);
    }

    private CatalogEntry find(SqlIdentifier identifier) {
        String name = Definitions.name(identifier);
        List<String> names =
                session.catalog().entries().stream().map(CatalogEntry::name).toList();
        return session.catalog()
                .find(name)
                .orElseThrow(() ->
                        Places.error("unknown table '" + name + "'", identifier, Suggestions.didYouMean(name, names)));
    }

    static Step settings(Settings settings) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        settings.values().forEach((key, value) -> rows.add(List.of(key, value)));
        return new Step.Rows(schema("key", "value"), rows);
    }

    private Step names(SqlShowTables show) {
        boolean views = show.getTableKind() == SqlShowTables.SqlTableKind.VIEW;
        return list(
                views ? "view name" : "table name",
                session.catalog().entries().stream()
                        .filter(entry -> !views || entry instanceof CatalogView)
                        .map(CatalogEntry::name),
                show);
    }

    private static Step list(String title, Stream<String> names, SqlShowCall show) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        names.filter(name -> isShown(name, show)).forEach(name -> rows.add(List.of(name)));
        return new Step.Rows(schema(title), rows);
    }

    private static boolean isShown(String name, @Nullable SqlShowCall show) {
        if (show == null || !show.isWithLike()) {
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

    private static Step columns(CatalogEntry entry, @Nullable SqlShowCall show) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        Schema schema = entry.schema();
        for (int i = 0; i < schema.size(); i++) {
            String name = schema.column(i).name();
            if (!isShown(name, show)) {
                continue;
            }
            Type type = schema.type(i);
            String key = null;
            String extras = null;
            String watermark = null;
            if (entry instanceof CatalogTable table) {
                key = table.primaryKey().contains(i)
                        ? "PRI("
                                + String.join(
                                        ", ",
                                        table.primaryKey().stream()
                                                .map(column ->
                                                        schema.column(column).name())
                                                .toList())
                                + ")"
                        : null;
                String sql = table.columns().get(i).sql();
                extras = sql == null ? null : "AS " + sql;
                var time = table.eventTime();
                watermark = time != null && time.column() == i ? time.sql() : null;
            }
            rows.add(Arrays.asList(name, type.sql(), type.nullable() ? "TRUE" : "FALSE", key, extras, watermark));
        }
        return new Step.Rows(schema("name", "type", "null", "key", "extras", "watermark"), rows);
    }

    private static Schema schema(String... names) {
        return new Schema(
                Stream.of(names).map(name -> new Column(name, Type.STRING)).toList());
    }
}
