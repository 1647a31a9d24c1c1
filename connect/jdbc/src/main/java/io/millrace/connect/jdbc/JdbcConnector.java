package io.millrace.connect.jdbc;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.List;
import java.util.Optional;

/**
 * Tables of a database, {@code 'connector' = 'jdbc'}. A table is read as it is, once, in one part or in ranges of a
 * column. With a primary key rows are written in the place of those of the same key, and taken away; without one they
 * are added. A checkpoint's rows and its marker are one transaction.
 */
public final class JdbcConnector implements Connector.SourceConnector, Connector.SinkConnector {
    private static final List<Option> OPTIONS = List.of(
            Option.required(
                    "url",
                    Option.Kind.TEXT,
                    "jdbc:postgresql://host:5432/db, jdbc:mysql://host:3306/db, jdbc:mariadb://host/db or jdbc:sqlite:file."),
            Option.required("table-name", Option.Kind.TEXT, "The table's name there, as t or schema.t."),
            Option.optional(
                    "driver", Option.Kind.TEXT, null, "The driver's class; the URL says it, and this has to agree."),
            Option.optional("username", Option.Kind.TEXT, null, "Whom to log in as."),
            Option.optional("password", Option.Kind.TEXT, null, "That user's password; it is never shown."),
            Option.optional(
                    "connection.max-retry-timeout",
                    Option.Kind.DURATION,
                    "60 s",
                    "How long to wait for a connection, or for another transaction's lock on a marker."),
            Option.optional(
                    "scan.partition.column",
                    Option.Kind.TEXT,
                    null,
                    "The column of numbers by whose ranges the table is read in parts; rows outside of the bounds are not"
                            + " read. It needs the other three options of that name."),
            Option.optional("scan.partition.num", Option.Kind.INTEGER, null, "How many parts there are."),
            Option.optional(
                    "scan.partition.lower-bound", Option.Kind.INTEGER, null, "The smallest value of the first part."),
            Option.optional(
                    "scan.partition.upper-bound", Option.Kind.INTEGER, null, "The largest value of the last part."),
            Option.optional(
                    "scan.fetch-size",
                    Option.Kind.INTEGER,
                    "1000",
                    "How many rows come in one answer of the database; 0 leaves it to the driver."),
            Option.optional(
                    "scan.auto-commit",
                    Option.Kind.BOOLEAN,
                    "false",
                    "Reads outside of a transaction; PostgreSQL then gives all rows at once, which takes memory."),
            Option.optional(
                    "sink.buffer-flush.max-rows",
                    Option.Kind.INTEGER,
                    "1000",
                    "After how many rows some are sent, within the transaction that the end of the epoch commits; 0 means"
                            + " only then."),
            Option.optional(
                    "sink.max-retries",
                    Option.Kind.INTEGER,
                    "3",
                    "How often an epoch is written again when its connection was lost; when that was while it was"
                            + " committed, only a table with a primary key."),
            Option.optional(
                    "sink.marker-table",
                    Option.Kind.TEXT,
                    "millrace_markers",
                    "The table that says what of a run with state has arrived; it is made when there is none."),
            Option.ignored("sink.buffer-flush.interval"),
            Option.ignored("lookup.*"),
            Option.ignored("filter.handling.policy"),
            Option.ignored("compatible-mode"));

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        return JdbcSource.open(JdbcTable.of(table, context));
    }

    @Override
    public boolean takesDeletions(Table table) {
        return !table.primaryKey().isEmpty();
    }

    @Override
    public Optional<String> shared(Table written, Table read, ConnectorContext context) {
        JdbcTable one = JdbcTable.of(written, context);
        JdbcTable other = JdbcTable.of(read, context);
        return one.place().equals(other.place()) ? Optional.of(one.place()) : Optional.empty();
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        return JdbcSink.open(JdbcTable.of(table, context));
    }
}
