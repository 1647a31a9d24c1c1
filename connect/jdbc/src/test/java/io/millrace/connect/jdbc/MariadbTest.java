package io.millrace.connect.jdbc;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Source;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a MariaDB that the test starts, where one is installed: the build does not ask for it. */
class MariadbTest extends SinkContract {
    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");
    private static final String PASSWORD = "sesame-51";
    private static final int ATTEMPTS = 600;

    private static @Nullable Path folder;
    private static @Nullable Process server;
    private static int port;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        assumeTrue(root && Files.isExecutable(PROGRAM), "MariaDB is not installed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path made = Files.createTempDirectory("millrace-mariadb");
        folder = made;
        Files.writeString(
                made.resolve("init.sql"),
                "CREATE DATABASE shop;\nCREATE USER millrace IDENTIFIED BY '" + PASSWORD
                        + "';\nGRANT ALL ON shop.* TO millrace;\n");
        run("chown", "-R", "mysql:", made.toString());
        run("mariadb-install-db", "--no-defaults", "--user=mysql", "--datadir=" + made.resolve("data"));
        server = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--no-defaults",
                        "--user=mysql",
                        "--datadir=" + made.resolve("data"),
                        "--socket=" + made.resolve("socket"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--init-file=" + made.resolve("init.sql"))
                .redirectErrorStream(true)
                .redirectOutput(made.resolve("log").toFile())
                .start();
        awaitPort(server);
    }

    private static void awaitPort(Process started) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                assertThat(started.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        throw new AssertionError("MariaDB has not come");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(command[0]).isZero();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
        if (folder != null) {
            run("rm", "-rf", folder.toString());
        }
    }

    private static JdbcFixture fixture(Schema schema, Integer... key) {
        Map<String, String> login =
                Map.of("url", "jdbc:mysql://127.0.0.1:" + port + "/shop", "username", "millrace", "password", PASSWORD);
        return new JdbcFixture(Path.of("."), login, schema, key);
    }

    @Override
    JdbcFixture two(boolean keyed) {
        JdbcFixture fixture = fixture(TWO, keyed ? new Integer[] {0} : new Integer[0]);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "DROP TABLE IF EXISTS millrace_markers",
                "CREATE TABLE t (id BIGINT NOT NULL" + (keyed ? " PRIMARY KEY" : "") + ", name VARCHAR(100))");
        return fixture;
    }

    @Test
    void allTypesComeBackAsTheyWere() {
        Schema schema = Schema.of(
                new Column("id", Type.INT.notNull()),
                new Column("flag", Type.BOOLEAN),
                new Column("tiny", Type.TINYINT),
                new Column("big", Type.BIGINT),
                new Column("single", Type.FLOAT),
                new Column("twice", Type.DOUBLE),
                new Column("price", Type.decimal(38, 5)),
                new Column("Mixed `name`", Type.STRING),
                new Column("data", Type.BYTES),
                new Column("day", Type.DATE),
                new Column("clock", Type.TIME),
                new Column("ts", Type.timestamp(6)),
                new Column("moment", Type.timestampLtz(6)));
        JdbcFixture fixture = fixture(schema, 0);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (id INT PRIMARY KEY, flag BOOLEAN, tiny TINYINT, big BIGINT, single FLOAT, twice DOUBLE,"
                        + " price DECIMAL(38, 5), `Mixed ``name``` TEXT, data BLOB, day DATE, clock TIME,"
                        + " ts DATETIME(6), moment TIMESTAMP(6) NULL)");
        List<@Nullable Object> full = row(
                1,
                true,
                -128,
                Long.MIN_VALUE,
                1.5f,
                0.1,
                new BigDecimal("123456789012345678901234567890123.00001"),
                "zoë 'x' \\",
                new byte[] {0, -1},
                LocalDate.of(2026, 1, 31),
                LocalTime.of(12, 34, 56),
                LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123_456_000),
                Instant.parse("2026-06-01T10:00:00.000001Z"));
        List<@Nullable Object> none = row(2, null, null, null, null, null, null, null, null, null, null, null, null);
        try (MarkedSink sink = fixture.sink()) {
            sink.write(fixture.rows(full, none));
            sink.endEpoch(1, 0);
        }
        try (Source source = fixture.source()) {
            assertThat(SourceRows.all(source, schema).rows())
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(full, none));
        }
    }

    @Test
    void aTableWithAKeyKeepsTheContractOfSources() {
        Schema schema = Schema.of(new Column("k", Type.STRING.notNull()), new Column("n", Type.INT.notNull()));
        JdbcFixture fixture = fixture(schema, 0, 1);
        fixture.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (k VARCHAR(10), n INT, PRIMARY KEY (k, n))",
                "INSERT INTO t SELECT CONCAT('k', seq DIV 10), seq FROM seq_1_to_40");
        SourceContract.check(fixture::source, schema);
    }
}
