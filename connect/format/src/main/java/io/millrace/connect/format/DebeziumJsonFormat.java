package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.time.ZoneId;
import java.util.List;

/**
 * Changes of a table as Debezium writes them: objects with {@code before}, {@code after} and {@code op}, one a line in
 * files, one a message elsewhere. Read are {@code c} and {@code r} as a row that comes, {@code d} as one that goes, {@code
 * u} as both; other fields of the object do not matter. Written are {@code c} and {@code d}, as Flink does. Rows are read
 * and written as {@link JsonFormat} does; an empty message says nothing.
 */
public final class DebeziumJsonFormat implements Format {
    private static final String NAME = "debezium-json";
    private static final String SCHEMA = NAME + ".schema-include";
    private static final String FORGIVING = NAME + ".ignore-parse-errors";
    private static final String TIMESTAMPS = NAME + ".timestamp-format.standard";

    private static final List<Option> OPTIONS = List.of(
            Option.optional(
                    SCHEMA,
                    Option.Kind.BOOLEAN,
                    "false",
                    "Whether records that are read have the schema in them, so that the change is in their field payload."),
            Option.optional(
                    FORGIVING,
                    Option.Kind.BOOLEAN,
                    "false",
                    "Makes fields that cannot be read NULL and leaves out broken records, without counting them."),
            Option.choice(TIMESTAMPS, "SQL", List.of("SQL", "ISO-8601"), "How timestamps are written; both are read."),
            Option.ignored(NAME + ".map-null-key.mode"),
            Option.ignored(NAME + ".map-null-key.literal"),
            Option.ignored(NAME + ".encode.decimal-as-plain-number"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    private static JsonOptions json(Table table) {
        TableOptions options = table.options();
        return new JsonOptions(
                options.flag(FORGIVING), false, options.require(TIMESTAMPS).equals("ISO-8601"));
    }

    @Override
    public Decoder decoder(Request request) {
        return new DebeziumJsonDecoder(
                request, json(request.table()), request.table().options().flag(SCHEMA));
    }

    @Override
    public Encoder encoder(Table table, ZoneId zone, Framing framing) {
        if (table.options().flag(SCHEMA)) {
            throw new ConnectorException(
                    "option '" + SCHEMA + "' is true, but records are written without their schema",
                    "leave it out of tables that are written");
        }
        return new DebeziumJsonEncoder(table, zone, json(table), framing == Framing.FILE);
    }

    @Override
    public boolean changes() {
        return true;
    }
}
