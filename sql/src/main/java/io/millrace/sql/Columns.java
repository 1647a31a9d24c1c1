package io.millrace.sql;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable.EventTimeColumn;
import io.millrace.sql.CatalogTable.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The columns of a table or view as DESCRIBE shows them; comments only where there are any. */
final class Columns {
    private Columns() {}

    static Step of(CatalogEntry entry, Predicate<String> shown) {
        CatalogTable table = entry instanceof CatalogTable each ? each : null;
        boolean commented = table != null && table.columns().stream().anyMatch(column -> column.comment() != null);
        List<List<@Nullable String>> rows = new ArrayList<>();
        Schema schema = entry.schema();
        for (int i = 0; i < schema.size(); i++) {
            if (shown.test(schema.column(i).name())) {
                List<@Nullable String> row = row(
                        schema.column(i), table, i, key(entry, schema.column(i).name()));
                if (table != null && commented) {
                    row.add(table.columns().get(i).comment());
                }
                rows.add(row);
            }
        }
        List<String> titles = new ArrayList<>(List.of("name", "type", "null", "key", "extras", "watermark"));
        if (commented) {
            titles.add("comment");
        }
        return new Step.Rows(Inspection.schema(titles.toArray(new String[0])), rows);
    }

    private static List<@Nullable String> row(
            Column column, @Nullable CatalogTable table, int index, @Nullable String key) {
        Type type = column.type();
        List<@Nullable String> row = new ArrayList<>();
        row.add(column.name());
        EventTimeColumn time = table == null ? null : table.eventTime();
        boolean timed = time != null && time.column() == index;
        row.add(type.sql() + (timed ? " *ROWTIME*" : isProcessingTime(table, index) ? " *PROCTIME*" : ""));
        row.add(type.nullable() ? "TRUE" : "FALSE");
        row.add(table != null && table.primaryKey().contains(index) ? key(table) : key);
        row.add(table == null ? null : extras(table.columns().get(index)));
        row.add(time != null && timed ? time.sql() : null);
        return row;
    }

    private static boolean isProcessingTime(@Nullable CatalogTable table, int index) {
        return table != null
                && table.columns().get(index).computed() instanceof Expression.Call call
                && call.function().equals("PROCTIME");
    }

    private static @Nullable String key(CatalogEntry entry, String column) {
        CatalogView.Materialized kept = entry instanceof CatalogView view ? view.materialized() : null;
        return kept != null && kept.key().contains(column) ? "PRI(" + String.join(", ", kept.key()) + ")" : null;
    }

    private static String key(CatalogTable table) {
        List<String> names = table.primaryKey().stream()
                .map(column -> table.columns().get(column).name())
                .toList();
        return "PRI(" + String.join(", ", names) + ")";
    }

    private static @Nullable String extras(TableColumn column) {
        CatalogTable.Metadata metadata = column.metadata();
        if (metadata != null) {
            return Definition.metadata(column.name(), metadata);
        }
        return column.sql() == null ? null : "AS " + column.sql();
    }
}
