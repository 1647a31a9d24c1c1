package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of all types, and its rows as bytes of any format. */
final class FormatFixture {
    static final Schema ALL_TYPES = new Schema(List.of(
            new Column("truth", Type.BOOLEAN),
            new Column("tiny", Type.TINYINT),
            new Column("small", Type.SMALLINT),
            new Column("number", Type.INT),
            new Column("big", Type.BIGINT.notNull()),
            new Column("single", Type.FLOAT),
            new Column("twice", Type.DOUBLE),
            new Column("price", Type.decimal(10, 2)),
            new Column("huge", Type.decimal(38, 5)),
            new Column("name", Type.STRING),
            new Column("data", Type.BYTES),
            new Column("day", Type.DATE),
            new Column("clock", new Type(Kind.TIME, 3, 0, true)),
            new Column("ts", Type.timestamp(3)),
            new Column("fine", Type.timestamp(6)),
            new Column("moment", Type.timestampLtz(3)),
            new Column("list", Type.array(Type.INT)),
            new Column("words", Type.array(Type.STRING)),
            new Column("prices", Type.map(Type.STRING.notNull(), Type.decimal(10, 2))),
            new Column(
                    "place",
                    Type.row(List.of(
                            new Column("city", Type.STRING),
                            new Column("at", Type.timestamp(3)),
                            new Column("tags", Type.array(Type.STRING)))))));

    private static final String FULL =
            "{\"truth\":true,\"tiny\":-128,\"small\":32767,\"number\":-5,\"big\":9223372036854775807,\"single\":1.5,"
                    + "\"twice\":-2.25E-10,\"price\":-12345678.90,\"huge\":123456789012345678901234567890.12345,"
                    + "\"name\":\"zoë \\\"q\\\"\\n\",\"data\":\"AP8Q\",\"day\":\"2026-01-31\",\"clock\":\"23:59:59.999\","
                    + "\"ts\":\"2026-01-01 00:00:00.123\",\"fine\":\"1969-12-31 23:59:59.999999\","
                    + "\"moment\":\"2026-06-01T12:00:00.001Z\",\"list\":[1,null,-3],\"words\":[\"a\",\"\",null],"
                    + "\"prices\":{\"a\":1.50,\"b\":null},\"place\":{\"city\":\"Bern\",\"at\":\"2026-01-01 00:00:00.5\","
                    + "\"tags\":[\"x\"]}}";
    private static final String EMPTY = "{\"big\":0}";
    private static final String BARE =
            "{\"big\":-1,\"list\":[],\"words\":[],\"prices\":{},\"place\":{},\"name\":\"\",\"data\":\"\"}";

    /** Three rows: one full, one of NULLs, one of empty values. */
    static final Batch ROWS = batch(ALL_TYPES, FULL, EMPTY, BARE);

    private FormatFixture() {}

    static Table table(Schema schema, Map<String, String> options) {
        return new Table("t", schema, List.of(), TableOptions.of(options, Formats.options()));
    }

    /** Rows that are written as JSON. */
    static Batch batch(Schema schema, String... objects) {
        BatchBuilder builder = new BatchBuilder(schema, 4);
        Table table = table(schema, Map.of());
        for (String object : objects) {
            JsonDecoder decoder = (JsonDecoder) new JsonFormat().decoder(request(table, Format.Framing.MESSAGE));
            byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
            if (decoder.read(bytes, 0, bytes.length) < 0) {
                throw new AssertionError(decoder.problem());
            }
            decoder.give(builder);
        }
        return builder.build();
    }

    private static Format.Request request(Table table, Format.Framing framing) {
        int[] all = IntStream.range(0, table.schema().size()).toArray();
        return new Format.Request(table, all, ZoneOffset.UTC, framing);
    }

    static Decoder decoder(String format, Table table, Format.Framing framing) {
        return Formats.named(format).decoder(request(table, framing));
    }

    static Encoder encoder(String format, Table table, Format.Framing framing) {
        return Formats.named(format).encoder(table, ZoneOffset.UTC, framing);
    }

    static byte[] message(String format, Table table, Batch batch, int row) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            encoder(format, table, Format.Framing.MESSAGE).encode(batch, row, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toByteArray();
    }

    static byte[] file(String format, Table table, Batch batch) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Encoder encoder = encoder(format, table, Format.Framing.FILE);
        try {
            encoder.begin(output);
            for (int row = 0; row < batch.size(); row++) {
                encoder.encode(batch, row, output);
                if (row == 0) {
                    encoder.flush(output);
                }
            }
            encoder.flush(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toByteArray();
    }

    /** Decodes one message. */
    static SourceRows read(String format, Table table, byte[] message) {
        SourceRows rows = new SourceRows(table.schema());
        Chunk chunk = new Chunk().set(message, 0, message.length, 0, true);
        decoder(format, table, Format.Framing.MESSAGE).decode(chunk, rows, 100);
        rows.rows();
        return rows;
    }

    /** Decodes a file that is there whole, so many rows at a time. */
    static SourceRows readFile(String format, Table table, byte[] file, int maxRows) {
        SourceRows rows = new SourceRows(table.schema());
        Decoder decoder = decoder(format, table, Format.Framing.FILE);
        Chunk chunk = new Chunk().set(file, 0, file.length, 0, true);
        decoder.begin(chunk);
        int before = -1;
        while (chunk.start() < chunk.end() && (chunk.start() != before || decoder.inside() > 0)) {
            before = chunk.start();
            int given = decoder.decode(chunk, rows, maxRows);
            rows.rows();
            if (given == 0 && chunk.start() == before) {
                break;
            }
        }
        return rows;
    }

    static List<List<@Nullable Object>> values(Batch batch, Schema schema) {
        return Rows.of(batch, schema);
    }
}
