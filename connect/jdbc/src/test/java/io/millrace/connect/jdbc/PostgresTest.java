package io.millrace.connect.jdbc;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.PostgresServer;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a PostgreSQL that the test starts. */
class PostgresTest extends SinkContract {
    private static final String KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'Millrace' AND pid <> pg_backend_pid()";

    private static @Nullable PostgresServer server;

    @BeforeAll
    static void start() {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static PostgresServer server() {
        PostgresServer started = server;
        if (started == null) {
            throw new AssertionError("not started");
        }
        return started;
    }

    private static JdbcFixture fixture(Schema schema, Integer... key) {
        Map<String, String> login =
                Map.of("url", server().url(), "username", PostgresServer.USER, "password", PostgresServer.PASSWORD);
        return new JdbcFixture(Path.of("."), login, schema, key);
    }

    @Override
    JdbcFixture two(boolean keyed) {
        JdbcFixture fixture = fixture(TWO, keyed ? new Integer[] {0} : new Integer[0]);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "DROP TABLE IF EXISTS millrace_markers",
                "CREATE TABLE t (id BIGINT NOT NULL" + (keyed ? " PRIMARY KEY" : "") + ", name TEXT)");
        return fixture;
    }

    private static final Schema TYPES = Schema.of(
            new Column("id", Type.INT.notNull()),
            new Column("flag", Type.BOOLEAN),
            new Column("tiny", Type.TINYINT),
            new Column("small", Type.SMALLINT),
            new Column("big", Type.BIGINT),
            new Column("single", Type.FLOAT),
            new Column("twice", Type.DOUBLE),
            new Column("price", Type.decimal(38, 5)),
            new Column("Mixed \"name\"", Type.STRING),
            new Column("data", Type.BYTES),
            new Column("day", Type.DATE),
            new Column("clock", Type.TIME),
            new Column("ts", Type.timestamp(6)),
            new Column("moment", Type.timestampLtz(6)),
            new Column("list", Type.array(Type.INT)),
            new Column("words", Type.array(Type.STRING)),
            new Column("uuid", Type.STRING),
            new Column("doc", Type.STRING));

    @Test
    void allTypesComeBackAsTheyWere() {
        JdbcFixture fixture = fixture(TYPES, 0);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (id INT PRIMARY KEY, flag BOOLEAN, tiny SMALLINT, small SMALLINT, big BIGINT, single REAL,"
                        + " twice DOUBLE PRECISION, price NUMERIC(38, 5), \"Mixed \"\"name\"\"\" VARCHAR, data BYTEA,"
                        + " day DATE, clock TIME, ts TIMESTAMP, moment TIMESTAMPTZ, list INT[], words TEXT[], uuid UUID,"
                        + " doc JSONB)",
                "INSERT INTO t VALUES (7, true, 1, 2, 3, 1.5, 2.5, 1.5, 'x', '\\x00ff', '2026-01-31', '12:34:56',"
                        + " '2026-01-01 00:00:00.000001', '2026-06-01 12:00:00+02', '{1,NULL,3}', '{a,\"b c\",NULL}',"
                        + " '00000000-0000-0000-0000-000000000001', '{\"a\": 1}')");
        List<List<@Nullable Object>> first;
        try (Source source = fixture.source()) {
            first = SourceRows.all(source, TYPES).rows();
        }
        assertThat(first.get(0).subList(0, 9))
                .containsExactly(7, true, 1, 2, 3L, 1.5f, 2.5, new BigDecimal("1.50000"), "x");
        assertThat(first.get(0).subList(10, 14))
                .containsExactly(
                        LocalDate.of(2026, 1, 31),
                        LocalTime.of(12, 34, 56),
                        LocalDateTime.of(2026, 1, 1, 0, 0, 0, 1000),
                        Instant.parse("2026-06-01T10:00:00Z"));
        List<@Nullable Object> none =
                row(8, null, null, null, null, null, null, null, null, null, null, null, null, null);
        none.addAll(row(null, null, null, null));
        fixture.execute("DELETE FROM t");
        try (MarkedSink sink = fixture.sink()) {
            sink.write(fixture.rows(first.get(0), none));
            sink.endEpoch(1, 0);
        }
        try (Source source = fixture.source()) {
            List<List<@Nullable Object>> second = SourceRows.all(source, TYPES).rows();
            assertThat(second).hasSize(2);
            assertThat(second.get(0)).usingRecursiveComparison().isEqualTo(first.get(0));
            assertThat(second.get(1)).isEqualTo(none);
        }
    }

    private static JdbcFixture numbers(int rows, Integer... key) {
        Schema schema = Schema.of(
                new Column("a", Type.INT.notNull()),
                new Column("b", Type.STRING.notNull()),
                new Column("c", Type.decimal(10, 2)));
        JdbcFixture fixture = fixture(schema, key);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (a INT, b TEXT, c NUMERIC(10, 2), PRIMARY KEY (a, b))",
                "INSERT INTO t SELECT i / 3, 'b' || i, i / 4.0 FROM generate_series(1, " + rows + ") AS s (i)");
        return fixture;
    }

    @Test
    void aTableWithAKeyKeepsTheContractOfSources() {
        JdbcFixture fixture = numbers(40, 0, 1);
        SourceContract.check(fixture::source, fixture.schema());
        String[] parts = {
            "scan.partition.column", "a", "scan.partition.num", "4",
            "scan.partition.lower-bound", "0", "scan.partition.upper-bound", "13"
        };
        SourceContract.check(() -> fixture.source(parts), fixture.schema());
        try (Source source = fixture.source(parts)) {
            assertThat(source.splits())
                    .extracting(Source.Split::id)
                    .containsExactly("t 0..3", "t 4..7", "t 8..10", "t 11..13");
        }
        assertThat(fixture.read(parts)).isEqualTo(fixture.read()).hasSize(40);
    }

    @Test
    void manyRowsComeInPieces() {
        JdbcFixture fixture = numbers(20_000);
        assertThat(fixture.read("scan.fetch-size", "100")).hasSize(20_000);
        assertThat(fixture.read("scan.auto-commit", "true")).hasSize(20_000);
        try (Source source = fixture.source();
                Reader reader = source.open(source.splits().get(0), Position.START, new int[] {0}, () -> {})) {
            SourceRows rows = new SourceRows(fixture.schema().select(new int[] {0}));
            while (rows.rows().isEmpty()) {
                reader.poll(rows, 10);
            }
        }
    }

    @Test
    void whatDoesNotFitIsABadRow() {
        Schema schema = Schema.of(new Column("a", Type.TINYINT), new Column("b", Type.STRING.notNull()));
        JdbcFixture fixture = fixture(schema);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (a INT, b TEXT)",
                "INSERT INTO t VALUES (1, 'x'), (300, 'y'), (2, NULL), (3, 'z')");
        try (Source source = fixture.source()) {
            SourceRows rows = SourceRows.all(source, schema);
            assertThat(rows.rows()).containsExactly(row(1, "x"), row(3, "z"));
            assertThat(rows.failures())
                    .extracting(SourceRows.Failure::reason)
                    .containsExactly("column 'a' '300' is no TINYINT", "column 'b' is NOT NULL, but there is no value");
        }
    }

    @Test
    void aConnectionThatIsLostBeforeTheCommitLosesNothing() {
        JdbcFixture fixture = two(true);
        try (MarkedSink sink = fixture.sink("sink.buffer-flush.max-rows", "1")) {
            sink.resume("run");
            sink.write(fixture.rows(row(1L, "a")));
            fixture.query(KILL);
            assertThatThrownBy(() -> sink.commit(1))
                    .isInstanceOf(ConnectorException.class)
                    .matches(e -> ((ConnectorException) e).retryable());
            assertThat(sink.resume("run")).isZero();
            sink.write(fixture.rows(row(1L, "a")));
            sink.commit(1);
        }
        assertThat(fixture.query("SELECT * FROM t")).containsExactly("1|a");
    }

    @Test
    void aCommitWhoseAnswerIsLostIsFoundByItsMarker() {
        JdbcFixture fixture = two(false);
        MarkedSink lost = fixture.sink();
        lost.resume("run");
        lost.write(fixture.rows(row(1L, "a")));
        lost.commit(1);
        // As if it had never heard of that: another process asks.
        try (MarkedSink sink = fixture.sink()) {
            assertThat(sink.resume("run")).isEqualTo(1);
            lost.write(fixture.rows(row(1L, "again")));
            assertThatThrownBy(() -> lost.commit(2)).hasMessageContaining("another process");
            sink.write(fixture.rows(row(2L, "b")));
            sink.commit(2);
        }
        lost.close();
        assertThat(fixture.query("SELECT * FROM t ORDER BY id")).containsExactly("1|a", "2|b");
    }

    @Test
    void anEpochIsWrittenAgainWhenItsConnectionWasLost() {
        JdbcFixture fixture = two(false);
        try (MarkedSink sink = fixture.sink()) {
            sink.write(fixture.rows(row(1L, "a")));
            sink.endEpoch(1, 0);
            fixture.query(KILL);
            sink.write(fixture.rows(row(2L, "b")));
            sink.endEpoch(2, 0);
            fixture.query(KILL);
        }
        assertThat(fixture.query("SELECT * FROM t ORDER BY id")).containsExactly("1|a", "2|b");
    }

    @Test
    void aServerThatIsAwayMayComeBack() {
        JdbcFixture fixture = two(true);
        try (MarkedSink sink = fixture.sink()) {
            sink.resume("run");
            sink.write(fixture.rows(row(1L, "a")));
            sink.commit(1);
            sink.write(fixture.rows(row(2L, "b")));
            server().stop();
            try {
                assertThatThrownBy(() -> sink.commit(2))
                        .isInstanceOf(ConnectorException.class)
                        .matches(e -> ((ConnectorException) e).retryable());
                assertThatThrownBy(() -> sink.resume("run"))
                        .isInstanceOf(ConnectorException.class)
                        .matches(e -> ((ConnectorException) e).retryable())
                        .hasMessageNotContaining(PostgresServer.PASSWORD);
            } finally {
                server().begin();
            }
            assertThat(sink.resume("run")).isEqualTo(1);
            sink.write(fixture.rows(row(2L, "b")));
            sink.commit(2);
        }
        assertThat(fixture.query("SELECT * FROM t ORDER BY id")).containsExactly("1|a", "2|b");
    }

    @Test
    void aWrongLoginIsRefusedWithoutTellingThePassword() {
        JdbcFixture fixture = two(false);
        assertThatThrownBy(() -> fixture.source("password", "wrong-secret"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining("wrong-secret")
                .matches(e -> !((ConnectorException) e).retryable());
        assertThat(String.valueOf(JdbcTable.of(fixture.table(), fixture.context())))
                .doesNotContain(PostgresServer.PASSWORD);
    }
}
