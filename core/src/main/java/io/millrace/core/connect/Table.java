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
 * @param extras what few tables have
 */
public record Table(String name, Schema schema, List<Integer> primaryKey, TableOptions options, Extras extras) {
    public Table {
        primaryKey = List.copyOf(primaryKey);
    }

    /** A table with nothing but columns. */
    public Table(String name, Schema schema, List<Integer> primaryKey, TableOptions options) {
        this(name, schema, primaryKey, options, Extras.NONE);
    }

    /**
     * What few tables have.
     *
     * @param metadata what is wanted of what the connector knows beside the columns: each is one of
     *     {@link Connector.SourceConnector#metadata}
     * @param partitionedBy positions of the columns of PARTITIONED BY, in its order; empty unless the connector
     *     {@link Connector#partitions}
     */
    public record Extras(List<Column> metadata, List<Integer> partitionedBy) {
        public static final Extras NONE = new Extras(List.of(), List.of());

        public Extras {
            metadata = List.copyOf(metadata);
            partitionedBy = List.copyOf(partitionedBy);
        }
    }

    public List<Column> metadata() {
        return extras.metadata();
    }

    public List<Integer> partitionedBy() {
        return extras.partitionedBy();
    }

    /** What a reader can give: the physical columns, then the metadata. */
    public Schema readable() {
        return metadata().isEmpty() ? schema : schema.with(metadata().toArray(new Column[0]));
    }
}
