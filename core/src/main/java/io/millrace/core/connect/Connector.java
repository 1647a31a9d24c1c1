package io.millrace.core.connect;

import java.util.List;

/**
 * A kind of table: its name in {@code 'connector' = '...'} and its options. It is a {@link SourceConnector}, a
 * {@link SinkConnector} or both. A connector has no state; creating one is cheap.
 */
public interface Connector {
    String name();

    /** All options but {@code connector}, and but those that every table has ({@link TableOptions#COMMON}). */
    List<Option> options();

    /** A connector that can be read. */
    interface SourceConnector extends Connector {
        /**
         * Opens the table for reading; nothing is read yet, but what is wrong with the options or missing in the world
         * is said here.
         *
         * @throws io.millrace.core.error.ConnectorException when the table cannot be read
         */
        Source source(Table table, ConnectorContext context);

        /** The columns that there are, where the connector decides them; none where whoever makes the table does. */
        default List<Shape> shapes() {
            return List.of();
        }
    }

    /** A connector that can be written. */
    interface SinkConnector extends Connector {
        /**
         * Opens the table for writing.
         *
         * @throws io.millrace.core.error.ConnectorException when the table cannot be written
         */
        Sink sink(Table table, ConnectorContext context);
    }
}
