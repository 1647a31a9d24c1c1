package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("id", Type.INT),
            new Column("text", Type.STRING),
            new Column("x", Type.DOUBLE),
            new Column("d", Type.decimal(10, 2)),
            new Column("ts", Type.timestamp(3)),
            new Column("z", Type.timestampLtz(0)),
            new Column("raw", Type.BYTES.withNullable(true)));
    private static final List<List<@Nullable Object>> ROWS = List.of(
            row(
                    1,
                    "a, \"b\"\n\t\u0001ä😀",
                    0.1,
                    new BigDecimal("1.50"),
                    LocalDateTime.parse("2026-01-02T03:04:05.678"),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    null),
            row(null, "", Double.NEGATIVE_INFINITY, null, null, null, null),
            row(-3, null, Double.NaN, new BigDecimal("-0.01"), null, null, null));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        FileFixture files = new FileFixture(folder, SCHEMA);
        for (String format : List.of("csv", "json")) {
            try (Sink sink = files.sink(List.of(), "path", "out." + format)) {
                sink.write(Rows.batch(SCHEMA, ROWS));
                sink.endEpoch(1, 0);
            }
            assertThat(files.read("path", "out." + format).failures()).isEmpty();
            assertThat(files.read("path", "out." + format).rows()).isEqualTo(ROWS);
        }
    }

    @Test
    void textIsWrittenAsTheDesignSays() throws IOException {
        FileFixture files = new FileFixture(folder, SCHEMA);
        try (Sink sink = files.sink(List.of(), "path", "new/", "format", "csv")) {
            sink.write(Rows.batch(SCHEMA, ROWS.subList(0, 2)));
            sink.endEpoch(1, 0);
            assertThat(files.text("new/t.csv"))
                    .isEqualTo("id,text,x,d,ts,z,raw\n1,\"a, \"\"b\"\"\n\t\u0001ä😀\",0.1,1.50,2026-01-02 03:04:05.678,"
                            + "2026-01-01 00:00:00Z,\n,\"\",-Infinity,,,,\n");
        }
        try (Sink sink = files.sink(List.of(), "path", "o.json", "json.timestamp-format.standard", "ISO-8601")) {
            sink.write(Rows.batch(SCHEMA, ROWS.subList(0, 1)));
        }
        assertThat(files.text("o.json"))
                .isEqualTo("{\"id\":1,\"text\":\"a, \\\"b\\\"\\n\\t\\u0001ä😀\",\"x\":0.1,\"d\":1.50,"
                        + "\"ts\":\"2026-01-02T03:04:05.678\",\"z\":\"2026-01-01T00:00:00Z\",\"raw\":null}\n");
    }

    private static Batch changes(Schema schema, Object... weightsAndValues) {
        BatchBuilder builder = new BatchBuilder(schema, 8);
        for (int i = 0; i < weightsAndValues.length; i += 3) {
            Rows.append(
                    builder,
                    schema,
                    (Integer) weightsAndValues[i],
                    row(weightsAndValues[i + 1], weightsAndValues[i + 2]));
        }
        return builder.build();
    }

    @Test
    void withAKeyTheFileHoldsTheTableAsOfTheLastWholeEpoch() throws IOException {
        Schema schema = Schema.of(new Column("k", Type.STRING), new Column("v", Type.INT));
        FileFixture files = new FileFixture(folder, schema);
        try (Sink sink = files.sink(List.of(0), "path", "out.csv")) {
            sink.write(changes(schema, 1, "a", 1, 1, "b", 2));
            sink.endEpoch(1, 0);
            sink.write(changes(schema, -1, "a", 1, 1, "a", 5, -1, "b", 2, 1, "c", 3));
            sink.endEpoch(2, 0);
            sink.write(changes(schema, -1, "a", 5));
        }
        assertThat(files.text("out.csv")).isEqualTo("k,v\na,5\nc,3\n");
        assertThat(folder.toFile().list()).containsExactly("out.csv");
    }

    @Test
    void withoutAKeyDeletionsAreRefused() {
        Schema schema = Schema.of(new Column("k", Type.STRING), new Column("v", Type.INT));
        try (Sink sink = new FileFixture(folder, schema).sink(List.of(), "path", "out.csv")) {
            assertThatThrownBy(() -> sink.write(changes(schema, -1, "a", 1)))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("takes rows away");
        }
    }
}
