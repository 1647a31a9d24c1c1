package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("ts", Type.timestamp(3)),
            new Column("name", Type.STRING),
            new Column("temperature", Type.DOUBLE),
            new Column("count", Type.INT));
    private static final Schema PAIR = Schema.of(new Column("a", Type.STRING), new Column("b", Type.INT));

    @TempDir
    Path folder;

    private FileFixture files() {
        return new FileFixture(folder, SCHEMA);
    }

    private FileFixture pairs() {
        return new FileFixture(folder, PAIR);
    }

    private static List<String> reasons(SourceRows rows) {
        return rows.failures().stream().map(SourceRows.Failure::reason).toList();
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadIsAnError() throws IOException {
        FileFixture files = pairs().write("in.csv", "x,1\n".repeat(200_000));
        SourceRows rows = new SourceRows(PAIR);
        try (Source source = files.source();
                Reader reader = files.open(source, Source.Position.START)) {
            assertThat(reader.amount()).isEqualTo(new Amount(0, 800_000));
            reader.poll(rows, 50_000);
            assertThat(reader.amount()).isEqualTo(new Amount(200_000, 800_000));
            files.write("in.csv", "x,1\n");
            assertThatThrownBy(() -> rows.drain(reader, 1000, 10))
                    .asInstanceOf(type(ConnectorException.class))
                    .satisfies(e -> assertThat(e).hasMessageContaining("in.csv' became shorter while it was read"));
        }
    }

    @Test
    void howMuchOfACompressedFileIsReadIsToldInItsOwnBytes() throws IOException {
        byte[] text = new byte[1_000_000];
        new Random(1).nextBytes(text);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.csv.gz")))) {
            out.write((HexFormat.of().formatHex(text).replaceAll("(.{100})", "$1,1\n")).getBytes(UTF_8));
        }
        long size = Files.size(folder.resolve("in.csv.gz"));
        SourceRows rows = new SourceRows(PAIR);
        try (Source source = pairs().source("path", "in.csv.gz");
                Reader reader = pairs().open(source, Source.Position.START)) {
            for (int i = 0; i < 10; i++) {
                reader.poll(rows, 1000);
            }
            assertThat(reader.amount().total()).isEqualTo(size);
            assertThat(reader.amount().read()).isBetween(size / 3, 2 * size / 3);
            rows.drain(reader, 1000, 10);
            assertThat(reader.amount()).isEqualTo(new Amount(size, size));
        }
    }

    @Test
    void columnsAreFoundByTheHeader() {
        SourceRows rows = files().write(
                        "in.csv",
                        "count,NAME,extra,temperature,ts\n7,\"a, b\"\"c\"\"\",x,21.5,2026-01-02 03:04:05.678\n"
                                + "8,,x,,2026-01-02T03:04:06\r\n9,\"\",\"x\ny\",-1e3,2026-01-03")
                .read();

        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows())
                .containsExactly(
                        row(LocalDateTime.parse("2026-01-02T03:04:05.678"), "a, b\"c\"", 21.5, 7),
                        row(LocalDateTime.parse("2026-01-02T03:04:06"), null, null, 8),
                        row(LocalDateTime.parse("2026-01-03T00:00:00"), "", -1000.0, 9));
    }

    @Test
    void withoutAHeaderColumnsAreFoundByPosition() {
        assertThat(pairs().write("in.csv", "x,1\ny,2\n").read().rows()).containsExactly(row("x", 1), row("y", 2));
        assertThat(pairs().write("in.csv", "a,b\ny,2\n")
                        .read("csv.header", "false")
                        .failures())
                .singleElement()
                .matches(failure -> failure.offset() == 0);
    }

    @Test
    void aHeaderWithoutOneOfTheColumnsIsRefusedWithTheNearestName() {
        FileFixture files = files().write("in.csv", "ts,name,temprature,count\n");
        assertThatThrownBy(files::source)
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e).hasMessageContaining("no column 'temperature'"))
                .satisfies(e -> assertThat(e.hint()).contains("'temprature'"));
    }

    @Test
    void oddFilesAreRead() {
        assertThat(pairs().write("in.csv", "").read().rows()).isEmpty();
        assertThat(pairs().write("in.csv", "a,b").read().rows()).isEmpty();
        assertThat(pairs().write("in.csv", "\uFEFFa,b\nx,1").read().rows()).containsExactly(row("x", 1));
        assertThat(pairs().write("in.csv", "\uFEFFx,1\r\n\r\n\"y\",2\r\n")
                        .read()
                        .rows())
                .containsExactly(row("x", 1), row("y", 2));
        assertThat(pairs().write("in.csv", "\n\nx,\n").read().rows()).containsExactly(row("x", null));
    }

    @Test
    void badRowsAreNamedAndTheRestIsRead() {
        SourceRows rows = pairs().write("in.csv", "a,b\nx,1\ny,two\nz\nq,1,2\n\"open,1\nw,99999999999\nv,5\n")
                .read();

        assertThat(rows.rows()).containsExactly(row("x", 1), row("v", 5));
        assertThat(reasons(rows))
                .containsExactly(
                        "column 'b': 'two' is no INT",
                        "has 1 field where 2 are expected",
                        "has 3 fields where 2 are expected",
                        "a quote is not closed, or is followed by more text",
                        "column 'b': '99999999999' is no INT");
        assertThat(rows.failures().get(0).offset()).isEqualTo(8);
        assertThat(new String(rows.failures().get(0).raw(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("y,two");
    }

    @Test
    void invalidTextIsABadRow() throws IOException {
        Files.write(
                folder.resolve("in.csv"),
                new byte[] {'x', (byte) 0xC3, ',', '1', '\n', (byte) 0xC3, (byte) 0xA4, ',', '2', '\n'});
        SourceRows rows = pairs().read();
        assertThat(rows.rows()).containsExactly(row("ä", 2));
        assertThat(reasons(rows)).singleElement().asString().contains("not valid UTF-8");
    }

    @Test
    void optionsAreFlinks() {
        assertThat(pairs().write("in.csv", "# c\n'x;''';1\nNA;NA\n")
                        .read(
                                "csv.field-delimiter",
                                ";",
                                "csv.quote-character",
                                "'",
                                "csv.allow-comments",
                                "true",
                                "csv.null-literal",
                                "NA")
                        .rows())
                .containsExactly(row("x;'", 1), row(null, null));
        assertThat(pairs().write("in.csv", "x\\,y,1\n\"a\\\"b\",2\n")
                        .read("csv.escape-character", "\\")
                        .rows())
                .containsExactly(row("x,y", 1), row("a\"b", 2));
        assertThat(pairs().write("in.csv", "\"x\t1\n")
                        .read("csv.field-delimiter", "\\t", "csv.disable-quote-character", "true")
                        .rows())
                .containsExactly(row("\"x", 1));
        SourceRows lenient = pairs().write("in.csv", "x,one\ny\nz,3\n").read("csv.ignore-parse-errors", "true");
        assertThat(lenient.failures()).isEmpty();
        assertThat(lenient.rows()).containsExactly(row("x", null), row("z", 3));
        assertThatThrownBy(() -> pairs().read("csv.field-delimiter", "::")).isInstanceOf(ConnectorException.class);
    }

    @Test
    void allTypesAreRead() {
        Schema schema = Schema.of(
                new Column("t", Type.TINYINT),
                new Column("l", Type.BIGINT),
                new Column("f", Type.FLOAT),
                new Column("x", Type.DOUBLE),
                new Column("d", Type.decimal(5, 2)),
                new Column("e", Type.decimal(38, 10)),
                new Column("o", Type.BOOLEAN),
                new Column("day", Type.DATE),
                new Column("time", Type.TIME),
                new Column("z", Type.timestampLtz(6)));
        SourceRows rows = new FileFixture(folder, schema)
                .write(
                        "in.csv",
                        "-128,-9223372036854775808,0.1,123456789.123456789012,1.005,1234567890123456789012345678.5,"
                                + "true,2024-02-29,23:59:59.5,2026-01-01T00:00:00.123456+02:00\n"
                                + "128,1,1,1,1,1,true,2024-02-29,00:00,2026-01-01\n"
                                + "1,1,1,1,1000,1,true,2024-02-29,00:00,2026-01-01\n"
                                + "1,1,1,1,1,1,true,2023-02-29,00:00,2026-01-01\n")
                .read();
        assertThat(rows.rows())
                .containsExactly(row(
                        -128,
                        Long.MIN_VALUE,
                        0.1f,
                        123456789.123456789012,
                        new BigDecimal("1.01"),
                        new BigDecimal("1234567890123456789012345678.5000000000"),
                        true,
                        LocalDate.parse("2024-02-29"),
                        LocalTime.parse("23:59:59.5"),
                        Instant.parse("2025-12-31T22:00:00.123456Z")));
        assertThat(reasons(rows))
                .containsExactly(
                        "column 't': '128' is no TINYINT",
                        "column 'd': '1000' is no DECIMAL(5, 2)",
                        "column 'day': '2023-02-29' is no DATE");
    }

    @Test
    void aLongLineIsOneBadRowOrAGoodOne() {
        String longLine = "x".repeat(3_000_000);
        pairs().write("in.csv", "a,b\nq,1\n" + longLine + ",2\nr,3\n");
        SourceRows cut = pairs().read("max-line-length", "1 mb");
        assertThat(cut.rows()).containsExactly(row("q", 1), row("r", 3));
        assertThat(reasons(cut)).containsExactly("is longer than 'max-line-length' (1048576 bytes)");
        SourceRows whole = pairs().read("max-line-length", "4 mb");
        assertThat(whole.failures()).isEmpty();
        assertThat(whole.rows()).containsExactly(row("q", 1), row(longLine, 2), row("r", 3));
    }

    @Test
    void foldersAndPatternsAreReadInTheOrderOfNames() {
        FileFixture files =
                pairs().write("b.csv", "b,2\n").write("a.csv", "a,1\n").write(".hidden.csv", "h,9\n");
        files.write("note.txt", "n,5\n");
        assertThat(files.read("path", "*.csv").rows()).containsExactly(row("a", 1), row("b", 2));
        assertThat(files.read("path", ".", "format", "csv").rows())
                .containsExactly(row("a", 1), row("b", 2), row("n", 5));
        assertThatThrownBy(() -> files.read("path", "c.csv"))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.hint()).contains("did you mean"));
        assertThatThrownBy(() -> files.read("path", "*.json")).hasMessageContaining("no file fits '*.json'");
    }

    @Test
    void everyFileKeepsTheContract() throws IOException {
        StringBuilder text = new StringBuilder("name,count,ts,other,temperature\n");
        for (int i = 0; i < 300; i++) {
            text.append(i % 7 == 0 ? "" : i % 5 == 0 ? "\"q\"\"\n," + i + "\"" : "name" + i)
                    .append(',')
                    .append(i)
                    .append(",2026-01-02 03:04:0")
                    .append(i % 10)
                    .append(i % 11 == 0 ? ",\"o,\n\"\"\"," : ",o,")
                    .append(i % 3 == 0 ? "" : i + ".25")
                    .append(i % 4 == 0 ? "\r\n" : "\n");
        }
        FileFixture files = files().write("in.csv", text.toString());
        SourceContract.check(() -> files.source(), SCHEMA);
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.csv.gz")))) {
            packed.write(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        SourceContract.check(() -> files.source("path", "in.csv.gz"), SCHEMA);
        SourceContract.check(() -> files.source("replay.speed", "1000000000"), SCHEMA);
        SourceContract.check(() -> files.source("scan.mode", "tail"), SCHEMA);
        SourceContract.check(() -> files.source("max-line-length", "70 b"), SCHEMA);
    }
}
