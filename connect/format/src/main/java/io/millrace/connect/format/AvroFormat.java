package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.time.ZoneId;
import java.util.List;

/**
 * Apache Avro, as Flink has it: the schema follows from the table's columns, and tables are all that there is to it. Files
 * are object container files, of any schema that has the columns, each field found by its name. A message is one record
 * with nothing around it, written by the schema that follows from the table.
 */
public final class AvroFormat implements Format {
    private static final String ENCODING = "avro.encoding";
    private static final String CODEC = "avro.codec";
    private static final String LEGACY = "avro.timestamp_mapping.legacy";
    private static final String JSON = "json";

    private static final List<Option> OPTIONS = List.of(
            Option.choice(
                    ENCODING, "binary", List.of("binary", JSON), "How messages are written; files always are binary."),
            Option.choice(
                    CODEC,
                    "snappy",
                    List.of("snappy", "deflate", "null"),
                    "How the blocks of files are compressed that are written; those that are read say it themselves."),
            Option.optional(
                    LEGACY,
                    Option.Kind.BOOLEAN,
                    "true",
                    "Whether TIMESTAMP is Avro's timestamp, rather than its local timestamp as newer versions of Flink"
                            + " have it."));

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Decoder decoder(Request request) {
        Table table = request.table();
        AvroSchema schema = schema(table);
        boolean json = isJson(table.options(), request.framing());
        return request.framing() == Framing.FILE
                ? new AvroFileDecoder(table.schema().select(request.columns()))
                : new AvroMessageDecoder(table.schema().select(request.columns()), schema.root(), json);
    }

    @Override
    public Encoder encoder(Table table, ZoneId zone, Framing framing) {
        AvroSchema schema = schema(table);
        boolean json = isJson(table.options(), framing);
        return framing == Framing.FILE
                ? new AvroFileEncoder(
                        table.schema(), schema.json(), table.options().require(CODEC))
                : new AvroMessageEncoder(table.schema(), schema.root(), json);
    }

    private static AvroSchema schema(Table table) {
        return AvroSchema.of(table.schema(), table.options().flag(LEGACY));
    }

    private static boolean isJson(TableOptions options, Framing framing) {
        boolean json = options.require(ENCODING).equals(JSON);
        // A table with a primary key is written to a file in the end, and its rows are messages until then.
        if (json && framing == Framing.FILE) {
            throw new ConnectorException(
                    "option '" + ENCODING + "' is '" + JSON + "', but files of format 'avro' are binary",
                    "leave it out, or use 'format' = 'json'");
        }
        return json;
    }
}
