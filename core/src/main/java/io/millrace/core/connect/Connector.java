package io.millrace.core.connect;

import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.List;
import java.util.Optional;

/**
 * A kind of table: its name in {@code 'connector' = '...'} and its options. It is a {@link SourceConnector}, a
 * {@link SinkConnector} or both. A connector has no state; creating one is cheap.
 */
public interface Connector {
    String name();

    /** All options but {@code connector}, and but those that every table has ({@link TableOptions#COMMON}). */
    List<Option> options();

    /** Whether it keeps the rows of a table apart by the columns of PARTITIONED BY. */
    default boolean partitions() {
        return false;
    }

    /** A connector that can be read. */
    interface SourceConnector extends Connector {
        /**
         * Opens the table for reading; nothing is read yet, but what is wrong with the options or missing in the world
         * is said here.
         *
         * @throws io.millrace.core.error.ConnectorException when the table cannot be read
         */
        Source source(Table table, ConnectorContext context);

        /**
         * Whether rows of a table go away again, as those of a changelog do. When not, readers give rows of weight +1 only.
         */
        default boolean changes(Table table) {
            return false;
        }

        /** The columns that there are, where the connector decides them; none where whoever makes the table does. */
        default List<Shape> shapes() {
            return List.of();
        }

        /** What it knows of rows beside their columns: the keys of metadata columns, with their types. */
        default List<Shape.Known> metadata() {
            return List.of();
        }
    }

    /**
     * A connector whose tables have a primary key, of whose values readers give the newest row each time, all of weight +1
     * and those of a key one after the other; whoever plans it makes changes of that.
     */
    interface UpsertingConnector extends SourceConnector {
        /**
         * Always among the {@link Table#metadata} of such a table: whether there is no row of the key any more, and other
         * columns than the key's mean nothing. Nobody declares it.
         */
        Column REMOVES = new Column("$removes", Type.BOOLEAN.notNull());
    }

    /** A connector that can be written. */
    interface SinkConnector extends Connector {
        /**
         * Whether rows can be taken away from a table again, as results do that change: a count by group, say. When not,
         * only results whose rows stay are written to it, and what would take one away is refused while it is planned.
         */
        boolean takesDeletions(Table table);

        /** Whether writing a table takes the place of what was in it, so that INSERT OVERWRITE means what it says. */
        default boolean replaces(Table table) {
            return false;
        }

        /**
         * What two tables of this connector share so that writing one of them spoils reading the other, in words such as
         * {@code file 'out.csv'}; empty when they share nothing. Nothing is opened.
         */
        default Optional<String> shared(Table written, Table read, ConnectorContext context) {
            return Optional.empty();
        }

        /**
         * Opens the table for writing.
         *
         * @throws io.millrace.core.error.ConnectorException when the table cannot be written
         */
        Sink sink(Table table, ConnectorContext context);
    }
}
