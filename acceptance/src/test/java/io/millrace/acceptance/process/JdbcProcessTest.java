package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that read and write databases. */
class JdbcProcessTest {
    private static final String MADE =
            "CREATE TABLE totals (city VARCHAR(20) PRIMARY KEY, n BIGINT, price DECIMAL(10, 2), latest TIMESTAMP)";
    private static final String ORDERS = """
            CREATE TABLE orders (id BIGINT, city STRING, price DECIMAL(10, 2), ts TIMESTAMP(3), p AS PROCTIME())
            WITH ('connector' = 'filesystem', 'path' = 'orders.csv');
            """;
    private static final String TOTALS = """
            CREATE TABLE totals (city STRING, n BIGINT, price DECIMAL(10, 2), latest TIMESTAMP(3),
              PRIMARY KEY (city) NOT ENFORCED) WITH ('connector' = 'jdbc', 'table-name' = 'totals', %s);
            """;
    private static final String SQLITE = "'url' = 'jdbc:sqlite:shop.db'";
    private static final String WRITE =
            "INSERT INTO totals SELECT city, COUNT(*), SUM(price), MAX(ts) FROM orders GROUP BY city;";

    @TempDir
    private Path folder;

    @BeforeEach
    void rows() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), """
                id,city,price,ts
                1,Ulm,10.50,2026-01-01 00:00:01
                2,Bonn,20.00,2026-01-01 00:00:02.5
                3,Ulm,7.25,2026-01-01 00:00:03
                """);
    }

    private String file() {
        return "jdbc:sqlite:" + folder.resolve("shop.db");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2) + " " + result.getString(3));
            }
        }
        return rows;
    }

    private String run(String script) throws Exception {
        Files.writeString(folder.resolve("x.sql"), script);
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "csv", "x.sql")) {
            String said = command.rest();
            assertThat(command.status()).as(command.told()).isZero();
            return said;
        }
    }

    @Test
    void resultsThatChangeAreWrittenByTheirKeyAndReadAgain() throws Exception {
        execute(
                DriverManager.getConnection(file()),
                MADE,
                "INSERT INTO totals VALUES ('Kiel', 9, 1, NULL), ('Ulm', 9, 1, NULL)");
        run(ORDERS + TOTALS.formatted(SQLITE) + WRITE);
        assertThat(query(DriverManager.getConnection(file()), "SELECT city, n, price FROM totals ORDER BY city"))
                .containsExactly("Bonn 1 20", "Kiel 9 1", "Ulm 2 17.75");
        assertThat(run(TOTALS.formatted(SQLITE) + "SELECT * FROM totals ORDER BY city;"))
                .isEqualTo("city,n,price,latest\nBonn,1,20.00,2026-01-01 00:00:02.500\nKiel,9,1.00,\n"
                        + "Ulm,2,17.75,2026-01-01 00:00:03.000\n");
        assertThat(run(TOTALS.formatted(SQLITE) + "SELECT COUNT(*) AS n, SUM(n) AS s FROM totals;"))
                .isEqualTo("n,s\n3,12\n");
    }

    @Test
    void rowsLookUpATable() throws Exception {
        execute(DriverManager.getConnection(file()), MADE, "INSERT INTO totals VALUES ('Ulm', 9, 1, NULL)");
        assertThat(run(ORDERS + TOTALS.formatted(SQLITE)
                        + "SELECT o.id, t.n FROM orders o LEFT JOIN totals FOR SYSTEM_TIME AS OF o.p AS t"
                        + " ON o.city = t.city ORDER BY o.id;"))
                .isEqualTo("id,n\n1,9\n2,\n3,9\n");
    }

    @Test
    void aTableIsReadAndAnotherOfTheSameFileWritten() throws Exception {
        execute(
                DriverManager.getConnection(file()),
                "PRAGMA journal_mode = WAL",
                MADE,
                "CREATE TABLE copies (city TEXT, n BIGINT)",
                "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 30000)"
                        + " INSERT INTO totals SELECT 'c' || i, i, 1, NULL FROM s");
        run(TOTALS.formatted(SQLITE)
                + "CREATE TABLE copies (city STRING, n BIGINT) WITH ('connector' = 'jdbc', 'table-name' = 'copies', "
                + SQLITE + ");\nINSERT INTO copies SELECT city, n FROM totals;");
        assertThat(query(DriverManager.getConnection(file()), "SELECT COUNT(*), SUM(n), 0 FROM copies"))
                .containsExactly("30000 450015000 0");
    }

    @Test
    void secretsAreNotShown() throws Exception {
        String hidden = "hush-4711";
        String table = TOTALS.formatted(
                "'url' = 'jdbc:postgresql://127.0.0.1:1/x', 'username' = 'u', 'password' = '" + hidden + "'");
        assertThat(run(ORDERS + table + "SHOW CREATE TABLE totals; EXPLAIN " + WRITE))
                .doesNotContain(hidden);
        Files.writeString(folder.resolve("x.sql"), table + "SELECT * FROM totals;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "x.sql")) {
            assertThat(command.rest()).doesNotContain(hidden);
            assertThat(command.status()).isNotZero();
            assertThat(command.told())
                    .doesNotContain(hidden)
                    .contains("cannot connect to jdbc:postgresql://127.0.0.1:1/x")
                    .contains("is the database running there");
        }
    }

    @Test
    void postgresIsWrittenAndReadInParts() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (PostgresServer server = PostgresServer.start()) {
            String login = "'url' = '" + server.url() + "', 'username' = '" + PostgresServer.USER + "', 'password' = '"
                    + PostgresServer.PASSWORD + "'";
            Connection connection =
                    DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
            execute(
                    connection,
                    MADE,
                    "CREATE TABLE numbers (i INT)",
                    "INSERT INTO numbers SELECT generate_series(1, 10000)");
            run(ORDERS + TOTALS.formatted(login) + WRITE);
            assertThat(run(TOTALS.formatted(login) + "SELECT * FROM totals ORDER BY city;"))
                    .isEqualTo("city,n,price,latest\nBonn,1,20.00,2026-01-01 00:00:02.500\n"
                            + "Ulm,2,17.75,2026-01-01 00:00:03.000\n");
            assertThat(run("CREATE TABLE numbers (i INT) WITH ('connector' = 'jdbc', 'table-name' = 'numbers', " + login
                            + ", 'scan.partition.column' = 'i', 'scan.partition.num' = '3',"
                            + " 'scan.partition.lower-bound' = '1', 'scan.partition.upper-bound' = '10000');"
                            + "SELECT COUNT(*) AS n, SUM(i) AS s FROM numbers;"))
                    .isEqualTo("n,s\n10000,50005000\n");
        }
    }
}
