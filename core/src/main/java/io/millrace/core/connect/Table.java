package io.millrace.core.connect;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.util.List;

/**
 * A table as a connector sees it.
 *
 * @param name as the user wrote it
 * @param schema the physical columns
 * @param primaryKey positions of the key columns, empty when there is none
 * @param options all options, checked against the connector's list
 * @param metadata what is wanted of what the connector knows beside the columns: each is one of
 *     {@link Connector.SourceConnector#metadata}
 */
public record Table(String name, Schema schema, List<Integer> primaryKey, TableOptions options, List<Column> metadata) {
    public Table {
        primaryKey = List.copyOf(primaryKey);
        metadata = List.copyOf(metadata);
    }

    /** A table without metadata. */
    public Table(String name, Schema schema, List<Integer> primaryKey, TableOptions options) {
        this(name, schema, primaryKey, options, List.of());
    }

    /** What a reader can give: the physical columns, then the metadata. */
    public Schema readable() {
        return metadata.isEmpty() ? schema : schema.with(metadata.toArray(new Column[0]));
    }
}
