package io.millrace.sql;

import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable.EventTimeColumn;
import io.millrace.sql.CatalogTable.Extras;
import io.millrace.sql.CatalogTable.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.jspecify.annotations.Nullable;

/**
 * A table while it is declared: by CREATE TABLE, from another table by LIKE, changed by ALTER. Names in its expressions
 * are not resolved yet. One thread.
 */
final class TableDraft {
    final ObjectPath path;
    final boolean temporary;
    final List<DraftColumn> columns = new ArrayList<>();
    final Map<String, DraftOption> options = new LinkedHashMap<>();
    List<String> key = List.of();

    @Nullable String keyName;
    /** Where the key is written in the statement, or null. */
    @Nullable SqlNode keyPlace;

    @Nullable DraftWatermark watermark;

    List<String> partitionedBy = List.of();

    @Nullable String distribution;

    @Nullable String comment;

    TableDraft(ObjectPath path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * An expression: what was written in this statement, or the text that an earlier one gave.
     *
     * @param node as this statement has it, or null
     */
    record Written(String sql, @Nullable SqlNode node) {}

    /**
     * A column.
     *
     * @param type of a physical or metadata column; null for a computed one
     * @param computed of a computed column
     * @param metadata of a metadata column
     * @param place where this statement declares it, or null
     */
    record DraftColumn(
            String name,
            @Nullable Type type,
            @Nullable Written computed,
            @Nullable DraftMetadata metadata,
            @Nullable String comment,
            @Nullable SqlNode place) {
        boolean isPhysical() {
            return computed == null && metadata == null;
        }

        DraftColumn named(String other) {
            return new DraftColumn(other, type, computed, metadata, comment, place);
        }
    }

    /**
     * A metadata column's source.
     *
     * @param declared the type as this statement declares it, or null
     */
    record DraftMetadata(
            String key, boolean virtual, @Nullable SqlDataTypeSpec declared) {}

    record DraftWatermark(
            String column, Written strategy, @Nullable SqlNode place) {}

    /**
     * An option.
     *
     * @param written as this statement has it, or null
     */
    record DraftOption(String value, @Nullable SqlTableOption written) {}

    /** The draft of a table as it is. */
    static TableDraft of(CatalogTable table) {
        TableDraft draft = new TableDraft(table.path(), table.temporary());
        draft.copyFrom(table);
        draft.comment = table.comment();
        return draft;
    }

    private void copyFrom(CatalogTable table) {
        for (TableColumn column : table.columns()) {
            columns.add(draft(column));
        }
        options.put("connector", new DraftOption(table.connector(), null));
        new TreeMap<>(table.options().given())
                .forEach((name, value) -> options.put(name, new DraftOption(value, null)));
        key = table.primaryKey().stream()
                .map(column -> table.columns().get(column).name())
                .toList();
        watermark = watermark(table);
        Extras extras = table.extras();
        keyName = extras.keyName();
        partitionedBy = extras.partitionedBy();
        distribution = extras.distribution();
    }

    static DraftColumn draft(TableColumn column) {
        var metadata = column.metadata();
        return new DraftColumn(
                column.name(),
                column.sql() == null ? column.type() : null,
                column.sql() == null ? null : new Written(column.sql(), null),
                metadata == null ? null : new DraftMetadata(metadata.key(), metadata.virtual(), null),
                column.comment(),
                null);
    }

    static @Nullable DraftWatermark watermark(CatalogTable table) {
        EventTimeColumn time = table.eventTime();
        return time == null
                ? null
                : new DraftWatermark(table.columns().get(time.column()).name(), new Written(time.sql(), null), null);
    }

    /** A column's place in the list, or -1. */
    int indexOf(String name) {
        return names().indexOf(name);
    }

    List<String> names() {
        return columns.stream().map(DraftColumn::name).toList();
    }
}
