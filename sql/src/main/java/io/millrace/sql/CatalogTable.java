package io.millrace.sql;

import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table: where its rows are and what its columns mean.
 *
 * @param name its name
 * @param connector the connector that reads or writes it
 * @param columns physical and computed columns, as declared
 * @param primaryKey positions in {@code columns}, empty when there is none
 * @param eventTime its event time, or null
 * @param options what {@code WITH} says but for the connector
 * @param temporary whether it goes away with the session
 */
public record CatalogTable(
        String name,
        String connector,
        List<TableColumn> columns,
        List<Integer> primaryKey,
        @Nullable EventTimeColumn eventTime,
        TableOptions options,
        boolean temporary,
        @Nullable String comment)
        implements CatalogEntry {
    public CatalogTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * A column.
     *
     * @param computed for a computed column, its value over the physical columns; else null
     * @param sql the expression as the user wrote it, or null
     */
    public record TableColumn(
            String name,
            Type type,
            @Nullable Expression computed,
            @Nullable String sql,
            @Nullable String comment) {
        public boolean isPhysical() {
            return computed == null;
        }
    }

    /**
     * The event time.
     *
     * @param column its position in the table's columns
     * @param watermark over the table's columns
     * @param sql the watermark as the user wrote it
     */
    public record EventTimeColumn(int column, Expression watermark, String sql) {}

    @Override
    public Schema schema() {
        return new Schema(columns.stream()
                .map(column -> new Column(column.name(), column.type()))
                .toList());
    }

    /** The columns that the connector knows. */
    public Schema physicalSchema() {
        return new Schema(columns.stream()
                .filter(TableColumn::isPhysical)
                .map(column -> new Column(column.name(), column.type()))
                .toList());
    }

    /** A column's position among the physical ones, or -1 when it is computed. */
    public int physicalIndex(int column) {
        if (!columns.get(column).isPhysical()) {
            return -1;
        }
        return (int) columns.subList(0, column).stream()
                .filter(TableColumn::isPhysical)
                .count();
    }

    /** The table as its connector sees it. */
    public Table table() {
        List<Integer> key = new ArrayList<>();
        for (int column : primaryKey) {
            key.add(physicalIndex(column));
        }
        return new Table(name, physicalSchema(), key, options);
    }

    @Override
    public CatalogTable withoutPlaces() {
        List<TableColumn> placeless = columns.stream()
                .map(column -> column.computed == null
                        ? column
                        : new TableColumn(
                                column.name, column.type, placeless(column.computed), column.sql, column.comment))
                .toList();
        EventTimeColumn time = eventTime == null
                ? null
                : new EventTimeColumn(eventTime.column, placeless(eventTime.watermark), eventTime.sql);
        return new CatalogTable(name, connector, placeless, primaryKey, time, options, temporary, comment);
    }

    private static Expression placeless(Expression expression) {
        return expression instanceof Expression.Call call
                ? new Expression.Call(
                        call.function(),
                        call.arguments().stream().map(CatalogTable::placeless).toList(),
                        call.type())
                : expression;
    }
}
