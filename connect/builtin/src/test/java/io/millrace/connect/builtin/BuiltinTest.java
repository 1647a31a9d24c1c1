package io.millrace.connect.builtin;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuiltinTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("n", Type.BIGINT),
            new Column("i", Type.INT),
            new Column("x", Type.DOUBLE),
            new Column("d", Type.decimal(20, 2)),
            new Column("s", Type.STRING),
            new Column("b", Type.BOOLEAN),
            new Column("ts", Type.timestamp(3)));
    private static final String[] OPTIONS = {
        "rows-per-second",
        "1000000000",
        "number-of-rows",
        "500",
        "seed",
        "7",
        "fields.n.kind",
        "sequence",
        "fields.n.start",
        "10",
        "fields.n.end",
        "309",
        "fields.i.min",
        "-3",
        "fields.i.max",
        "3",
        "fields.x.min",
        "1",
        "fields.x.max",
        "2",
        "fields.d.min",
        "0",
        "fields.d.max",
        "1",
        "fields.s.length",
        "5",
        "fields.s.null-rate",
        "0.25",
        "fields.ts.kind",
        "sequence",
        "fields.ts.start",
        "2026-01-01 00:00:00",
        "fields.ts.step",
        "250 ms"
    };

    private static ConnectorContext context(PrintStream output) {
        return new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, output);
    }

    private static Table table(Schema schema, DatagenConnector connector, String... options) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return new Table("t", schema, List.of(), TableOptions.of(given, connector.options()));
    }

    private static Source datagen(Schema schema, String... options) {
        DatagenConnector connector = new DatagenConnector();
        return connector.source(table(schema, connector, options), context(System.out));
    }

    @Test
    void datagenKeepsTheContract() {
        SourceContract.check(() -> datagen(SCHEMA, OPTIONS), SCHEMA);
    }

    @Test
    void datagenMakesWhatIsAskedFor() {
        List<List<@Nullable Object>> rows =
                SourceRows.all(datagen(SCHEMA, OPTIONS), SCHEMA).rows();
        assertThat(rows).hasSize(300);
        assertThat(rows.get(0).get(0)).isEqualTo(10L);
        assertThat(rows.get(299).get(0)).isEqualTo(309L);
        assertThat(rows.get(5).get(6)).isEqualTo(LocalDateTime.parse("2026-01-01T00:00:01.250"));
        assertThat(rows)
                .extracting(values -> values.get(1))
                .contains(-3, -2, -1, 0, 1, 2, 3)
                .allMatch(i -> Math.abs((int) i) <= 3);
        assertThat(rows).allMatch(values -> (double) values.get(2) >= 1 && (double) values.get(2) < 2);
        assertThat(rows).allMatch(values -> ((BigDecimal) values.get(3)).compareTo(BigDecimal.ONE) <= 0);
        assertThat(rows)
                .extracting(values -> values.get(4))
                .allMatch(s -> s == null || ((String) s).matches("[0-9a-f]{5}"));
        long nulls = rows.stream().filter(values -> values.get(4) == null).count();
        assertThat(nulls).isBetween(45L, 105L);
        assertThat(rows).extracting(values -> values.get(5)).contains(true, false);
        assertThat(SourceRows.all(datagen(SCHEMA, OPTIONS), SCHEMA).rows()).isEqualTo(rows);
    }

    @Test
    void datagenMakesNestedValues() {
        Type item = Type.row(List.of(new Column("sku", Type.STRING), new Column("n", Type.INT)));
        Schema schema = Schema.of(
                new Column("buyer", item),
                new Column("items", Type.array(item)),
                new Column("tags", Type.map(Type.INT, Type.BOOLEAN)));
        List<List<@Nullable Object>> rows = SourceRows.all(
                        datagen(
                                schema,
                                "number-of-rows",
                                "50",
                                "seed",
                                "3",
                                "fields.buyer.sku.length",
                                "2",
                                "fields.buyer.null-rate",
                                "0.5",
                                "fields.items.length",
                                "2",
                                "fields.items.element.n.min",
                                "7",
                                "fields.items.element.n.max",
                                "7",
                                "fields.items.element.sku.length",
                                "1",
                                "fields.tags.key.min",
                                "1",
                                "fields.tags.key.max",
                                "2"),
                        schema)
                .rows();
        assertThat(rows).hasSize(50);
        assertThat(rows).extracting(row -> row.get(0) == null).contains(true, false);
        assertThat(rows)
                .filteredOn(row -> row.get(0) != null)
                .allMatch(row -> row.get(0).toString().matches("\\[[0-9a-f]{2}, -?\\d+]"));
        assertThat(rows).allMatch(row -> row.get(1).toString().matches("\\[\\[[0-9a-f], 7], \\[[0-9a-f], 7]]"));
        assertThat(rows).allMatch(row -> row.get(2).toString().matches("\\{[12]=\\w+(, [12]=\\w+)?}"));
        assertThatThrownBy(() -> datagen(schema, "fields.buyer.name.length", "2"))
                .hasMessageContaining("names no column");
    }

    @Test
    void datagenWaitsForItsRate() {
        Schema schema = Schema.of(new Column("n", Type.BIGINT));
        try (Source source = datagen(schema, "rows-per-second", "1")) {
            assertThat(source.bounded()).isFalse();
            SourceRows rows = new SourceRows(schema);
            Reader reader = source.open(source.splits().get(0), Source.Position.START, new int[] {0}, () -> {});
            assertThat(reader.poll(rows, 100).state()).isEqualTo(Reader.State.MORE);
            Reader.Poll second = reader.poll(rows, 100);
            assertThat(second.state()).isEqualTo(Reader.State.IDLE);
            assertThat(second.waitNanos()).isBetween(1L, 1_000_000_000L);
            assertThat(rows.rows()).hasSize(1);
        }
    }

    @Test
    void datagenNamesWrongOptions() {
        assertThatThrownBy(() -> datagen(SCHEMA, "fields.m.kind", "random"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("names no column");
        assertThatThrownBy(() -> datagen(SCHEMA, "fields.n.kidn", "random")).hasMessageContaining("unknown");
        assertThatThrownBy(() -> datagen(SCHEMA, "fields.i.max", "3000000000")).hasMessageContaining("fields.i.max");
        assertThatThrownBy(() -> datagen(SCHEMA, "fields.n.kind", "serial")).hasMessageContaining("serial");
    }

    @Test
    void printWritesChangesWhenTheirEpochIsComplete() {
        Schema schema = Schema.of(new Column("n", Type.INT), new Column("s", Type.STRING));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintConnector connector = new PrintConnector();
        Table table = new Table(
                "t", schema, List.of(), TableOptions.of(Map.of("print-identifier", "out"), connector.options()));
        BatchBuilder builder = new BatchBuilder(schema, 4);
        Rows.append(builder, schema, -1, row(1, "a"));
        Rows.append(builder, schema, 2, row(2, null));
        try (Sink sink = connector.sink(table, context(new PrintStream(bytes, true, StandardCharsets.UTF_8)))) {
            sink.write(builder.build());
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
            sink.endEpoch(1, 0);
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .isEqualTo("out> -D[1, a]\nout> +I[2, null]\nout> +I[2, null]\n");
        }
    }
}
