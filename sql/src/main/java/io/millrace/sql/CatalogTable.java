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
 * @param connector the connector that reads or writes it
 * @param columns physical, metadata and computed columns, as declared
 * @param primaryKey positions in {@code columns}, empty when there is none
 * @param eventTime its event time, or null
 * @param options what {@code WITH} says but for the connector
 * @param extras what else was declared
 * @param temporary whether it goes away with the session
 */
public record CatalogTable(
        ObjectPath path,
        String connector,
        List<TableColumn> columns,
        List<Integer> primaryKey,
        @Nullable EventTimeColumn eventTime,
        TableOptions options,
        Extras extras,
        boolean temporary,
        @Nullable String comment)
        implements CatalogEntry {
    public CatalogTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * What few tables say.
     *
     * @param keyName the name of the primary key's constraint, or null
     * @param partitionedBy the columns of PARTITIONED BY, empty when there are none
     * @param distribution DISTRIBUTED as it was written, or null
     */
    public record Extras(
            @Nullable String keyName,
            List<String> partitionedBy,
            @Nullable String distribution) {
        public static final Extras NONE = new Extras(null, List.of(), null);

        public Extras {
            partitionedBy = List.copyOf(partitionedBy);
        }
    }

    /**
     * A column.
     *
     * @param computed for a computed or metadata column, its value over what the connector gives; else null
     * @param sql the expression of a computed column as the user wrote it, or null
     * @param metadata what a metadata column shows, or null
     */
    public record TableColumn(
            String name,
            Type type,
            @Nullable Expression computed,
            @Nullable String sql,
            @Nullable Metadata metadata,
            @Nullable String comment) {
        public boolean isPhysical() {
            return computed == null;
        }

        TableColumn notNull() {
            return new TableColumn(name, type.notNull(), computed, sql, metadata, comment);
        }
    }

    /**
     * What a metadata column shows.
     *
     * @param key the connector's name for it
     * @param type what the connector gives, before it becomes the column's type
     * @param virtual whether it is only read
     */
    public record Metadata(String key, Type type, boolean virtual) {}

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

    /** A column's position among the physical ones, or -1 when it is computed or metadata. */
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
        List<String> names = columns.stream().map(TableColumn::name).toList();
        List<Integer> partitions = extras.partitionedBy().stream()
                .map(column -> physicalIndex(names.indexOf(column)))
                .toList();
        return new Table(name(), physicalSchema(), key, options, new Table.Extras(metadata(), partitions));
    }

    /** What the connector gives beside the physical columns, in the order of the columns that show it. */
    private List<Column> metadata() {
        List<Column> given = new ArrayList<>();
        for (TableColumn column : columns) {
            if (column.metadata != null) {
                Column each = new Column(column.metadata.key(), column.metadata.type());
                if (!given.contains(each)) {
                    given.add(each);
                }
            }
        }
        return given;
    }

    @Override
    public CatalogTable withoutPlaces() {
        List<TableColumn> placeless = columns.stream()
                .map(column -> column.computed == null
                        ? column
                        : new TableColumn(
                                column.name,
                                column.type,
                                placeless(column.computed),
                                column.sql,
                                column.metadata,
                                column.comment))
                .toList();
        EventTimeColumn time = eventTime == null
                ? null
                : new EventTimeColumn(eventTime.column, placeless(eventTime.watermark), eventTime.sql);
        return new CatalogTable(path, connector, placeless, primaryKey, time, options, extras, temporary, comment);
    }

    /** The same table, opened with other options. */
    public CatalogTable with(TableOptions other) {
        return new CatalogTable(path, connector, columns, primaryKey, eventTime, other, extras, temporary, comment);
    }

    /** The same table with another column behind the others. */
    public CatalogTable with(TableColumn column) {
        List<TableColumn> more = new ArrayList<>(columns);
        more.add(column);
        return new CatalogTable(path, connector, more, primaryKey, eventTime, options, extras, temporary, comment);
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
