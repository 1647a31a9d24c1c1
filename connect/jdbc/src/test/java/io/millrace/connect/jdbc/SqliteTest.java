package io.millrace.connect.jdbc;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Source;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest extends SinkContract {
    @TempDir
    Path folder;

    @BeforeEach
    void make() throws IOException {
        Files.createFile(folder.resolve("x.db"));
    }

    private JdbcFixture fixture(Schema schema, Integer... key) {
        return new JdbcFixture(folder, Map.of("url", "jdbc:sqlite:x.db", "driver", "org.sqlite.JDBC"), schema, key);
    }

    @Override
    JdbcFixture two(boolean keyed) {
        JdbcFixture fixture = fixture(TWO, keyed ? new Integer[] {0} : new Integer[0]);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (id INTEGER NOT NULL" + (keyed ? " PRIMARY KEY" : "") + ", name TEXT)");
        return fixture;
    }

    @Test
    void allTypesComeBackAsTheyWere() {
        Schema schema = Schema.of(
                new Column("id", Type.INT.notNull()),
                new Column("flag", Type.BOOLEAN),
                new Column("big", Type.BIGINT),
                new Column("single", Type.FLOAT),
                new Column("twice", Type.DOUBLE),
                new Column("price", Type.decimal(38, 5)),
                new Column("Mixed \"name\"", Type.STRING),
                new Column("data", Type.BYTES),
                new Column("day", Type.DATE),
                new Column("clock", Type.TIME),
                new Column("ts", Type.timestamp(3)),
                new Column("moment", Type.timestampLtz(6)));
        JdbcFixture fixture = fixture(schema, 0);
        fixture.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, flag BOOLEAN, big, single, twice, price TEXT,"
                + " \"Mixed \"\"name\"\"\" TEXT, data BLOB, day TEXT, clock TEXT, ts TEXT, moment TEXT)");
        List<@Nullable Object> full = row(
                1,
                true,
                Long.MIN_VALUE,
                1.5f,
                0.1,
                new BigDecimal("123456789012345678901234567890123.00001"),
                "zoë 'x'",
                new byte[] {0, -1},
                LocalDate.of(2026, 1, 31),
                LocalTime.of(12, 34, 56),
                LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123_000_000),
                Instant.parse("1969-12-31T23:59:59.999999Z"));
        List<@Nullable Object> none = row(2, null, null, null, null, null, null, null, null, null, null, null);
        try (MarkedSink sink = fixture.sink()) {
            sink.write(fixture.rows(full, none));
            sink.endEpoch(1, 0);
        }
        try (Source source = fixture.source()) {
            assertThat(SourceRows.all(source, schema).rows())
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(full, none));
        }
        fixture.execute("DELETE FROM t", "INSERT INTO t (id, day, ts) VALUES (3, 86400000, 1500), (4, 'none', NULL)");
        try (Source source = fixture.source()) {
            SourceRows rows = SourceRows.all(source, schema);
            assertThat(rows.rows().get(0).get(8)).isEqualTo(LocalDate.of(1970, 1, 2));
            assertThat(rows.rows().get(0).get(10)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 1, 500_000_000));
            assertThat(rows.failures().get(0).reason()).isEqualTo("column 'day' 'none' is no DATE");
        }
    }

    @Test
    void aTableWithAKeyKeepsTheContractOfSources() {
        Schema schema = Schema.of(
                new Column("k", Type.STRING.notNull()),
                new Column("n", Type.decimal(5, 1).notNull()),
                new Column("v", Type.INT));
        JdbcFixture fixture = fixture(schema, 0, 1);
        fixture.execute(
                "CREATE TABLE t (k TEXT, n NUMERIC, v INTEGER, PRIMARY KEY (k, n))",
                "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 200)"
                        + " INSERT INTO t SELECT 'k' || (i / 10), i / 2.0, i FROM s");
        SourceContract.check(fixture::source, schema);
    }

    @Test
    void withoutAKeyAPartIsReadAgain() {
        JdbcFixture fixture = two(false);
        fixture.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        try (Source source = fixture.source()) {
            SourceRows rows = new SourceRows(TWO);
            var split = source.splits().get(0);
            try (var reader = source.open(split, new Source.Position(2, ""), new int[] {0, 1}, () -> {})) {
                rows.drain(reader, 10, 1000);
            }
            assertThat(rows.rows()).hasSize(3);
            SourceRows after = new SourceRows(TWO);
            try (var reader = source.open(split, new Source.Position(3, "end"), new int[] {0, 1}, () -> {})) {
                after.drain(reader, 10, 1000);
            }
            assertThat(after.rows()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThereIsNotMade() {
        assertThatThrownBy(() -> fixture(TWO).source("url", "jdbc:sqlite:none.db"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("there is no file");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void whatIsReadAndWrittenIsTheSameTable() {
        JdbcFixture fixture = two(true);
        JdbcConnector connector = new JdbcConnector();
        assertThat(connector.shared(fixture.table(), fixture.table(), fixture.context()))
                .hasValueSatisfying(place -> assertThat(place).startsWith("table 't' at jdbc:sqlite:"));
        assertThat(connector.shared(fixture.table(), fixture.table("table-name", "u"), fixture.context()))
                .isEmpty();
    }
}
