package io.millrace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statement that would make a catalog entry again, without its secrets. */
final class Definition {
    private static final List<String> SECRET = List.of("password", "secret", "token", "jaas");

    private Definition() {}

    static String sql(CatalogEntry entry) {
        if (entry instanceof CatalogView view) {
            return "CREATE " + (view.temporary() ? "TEMPORARY " : "")
                    + view.kind().toUpperCase(Locale.ROOT) + " " + quoted(view.path()) + key(view)
                    + comment(view.comment()) + " AS\n" + view.query() + "\n";
        }
        CatalogTable table = (CatalogTable) entry;
        List<String> lines = new ArrayList<>();
        for (CatalogTable.TableColumn column : table.columns()) {
            CatalogTable.Metadata metadata = column.metadata();
            String what = column.sql() != null
                    ? "AS " + column.sql()
                    : column.type().toString() + (metadata == null ? "" : " " + metadata(column.name(), metadata));
            lines.add("  " + quoted(column.name()) + " " + what + comment(column.comment()));
        }
        CatalogTable.EventTimeColumn time = table.eventTime();
        if (time != null) {
            lines.add("  WATERMARK FOR "
                    + quoted(table.columns().get(time.column()).name()) + " AS " + time.sql());
        }
        if (!table.primaryKey().isEmpty()) {
            List<String> key = table.primaryKey().stream()
                    .map(column -> quoted(table.columns().get(column).name()))
                    .toList();
            String name = table.extras().keyName();
            lines.add("  " + (name == null ? "" : "CONSTRAINT " + quoted(name) + " ") + "PRIMARY KEY ("
                    + String.join(", ", key) + ") NOT ENFORCED");
        }
        return "CREATE " + (table.temporary() ? "TEMPORARY " : "") + "TABLE " + quoted(table.path()) + " (\n"
                + String.join(",\n", lines) + "\n)" + comment(table.comment()) + layout(table) + "WITH (\n"
                + options(table) + "\n)\n";
    }

    private static String key(CatalogView view) {
        CatalogView.Materialized kept = view.materialized();
        if (kept == null || kept.key().isEmpty()) {
            return "";
        }
        return " (\n  PRIMARY KEY ("
                + String.join(", ", kept.key().stream().map(Definition::quoted).toList())
                + ") NOT ENFORCED\n)";
    }

    static String metadata(String column, CatalogTable.Metadata metadata) {
        return "METADATA" + (metadata.key().equals(column) ? "" : " FROM " + text(metadata.key()))
                + (metadata.virtual() ? " VIRTUAL" : "");
    }

    private static String layout(CatalogTable table) {
        String distribution = table.extras().distribution();
        List<String> partitions =
                table.extras().partitionedBy().stream().map(Definition::quoted).toList();
        return (distribution == null ? "" : "\n" + distribution)
                + (partitions.isEmpty() ? "" : "\nPARTITIONED BY (" + String.join(", ", partitions) + ")")
                + (distribution == null && partitions.isEmpty() ? " " : "\n");
    }

    private static String options(CatalogTable table) {
        List<String> lines = new ArrayList<>();
        lines.add("  'connector' = " + text(table.connector()));
        for (Map.Entry<String, String> option : new TreeMap<>(table.options().given()).entrySet()) {
            String value = masked(option.getKey(), option.getValue());
            lines.add("  " + text(option.getKey()) + " = " + text(value));
        }
        return String.join(",\n", lines);
    }

    /** What may be shown of an option. */
    static String masked(String option, String value) {
        String lower = option.toLowerCase(Locale.ROOT);
        // The key of a record is none, nor is the name of a key store.
        boolean key = lower.matches("(.*[._-])?(api|private|access)?key");
        return key || SECRET.stream().anyMatch(lower::contains) ? "******" : value;
    }

    private static String comment(@Nullable String comment) {
        return comment == null ? "" : " COMMENT " + text(comment);
    }

    /** A path as short as {@link ObjectPath#shown} has it. */
    static String quoted(ObjectPath path) {
        return path.namespace().equals(ObjectPath.Namespace.DEFAULT)
                ? quoted(path.name())
                : quoted(path.catalog()) + "." + quoted(path.database()) + "." + quoted(path.name());
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
