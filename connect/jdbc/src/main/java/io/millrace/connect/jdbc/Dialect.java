package io.millrace.connect.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What differs between databases. */
enum Dialect {
    POSTGRESQL(
            "postgresql",
            '"',
            List.of("org.postgresql.Driver"),
            List.of(
                    "sslmode",
                    "ssl",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "sslNegotiation",
                    "channelBinding",
                    "gssEncMode",
                    "ApplicationName",
                    "connectTimeout",
                    "socketTimeout",
                    "tcpKeepAlive",
                    "currentSchema",
                    "targetServerType",
                    "reWriteBatchedInserts",
                    "prepareThreshold",
                    "binaryTransfer",
                    "stringtype")),
    MYSQL(
            "mysql",
            '`',
            List.of("org.mariadb.jdbc.Driver", "com.mysql.cj.jdbc.Driver", "com.mysql.jdbc.Driver"),
            List.of(
                    "sslMode",
                    "useSsl",
                    "useSSL",
                    "serverSslCert",
                    "connectTimeout",
                    "socketTimeout",
                    "tcpKeepAlive",
                    "connectionTimeZone",
                    "forceConnectionTimeZoneToSession",
                    "preserveInstants",
                    "useCompression",
                    "rewriteBatchedStatements",
                    "useBulkStmts",
                    "characterEncoding",
                    "useUnicode")),
    SQLITE(
            "sqlite",
            // What stands between double quotes is text there when there is no such column.
            '`',
            List.of("org.sqlite.JDBC"),
            List.of("busy_timeout", "journal_mode", "synchronous", "foreign_keys"));

    private final String scheme;
    private final char quote;
    private final List<String> drivers;
    private final List<String> parameters;

    Dialect(String scheme, char quote, List<String> drivers, List<String> parameters) {
        this.scheme = scheme;
        this.quote = quote;
        this.drivers = drivers;
        this.parameters = parameters;
    }

    /** The dialect of {@code jdbc:SCHEME:}. */
    static Optional<Dialect> of(String scheme) {
        return scheme.equals("mariadb")
                ? Optional.of(MYSQL)
                : Arrays.stream(values())
                        .filter(dialect -> dialect.scheme.equals(scheme))
                        .findFirst();
    }

    /** The names of the class of its driver; the first is that of the one that is used. */
    List<String> drivers() {
        return drivers;
    }

    /** The parameters that a URL may have: none that names a class, a file to write or a program. */
    List<String> parameters() {
        return parameters;
    }

    /** Begins a transaction, unless one has begun. */
    void begin(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
    }

    /** Commits a transaction. SQLite's driver would begin the next one at once, and lock the file for it. */
    void commit(Connection connection) throws SQLException {
        if (this == SQLITE) {
            connection.setAutoCommit(true);
        } else {
            connection.commit();
        }
    }

    /** A name as it stands in a statement; dots are between the parts of a name. */
    String name(String table) {
        return Arrays.stream(table.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
    }

    String quoted(String name) {
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }

    private String list(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    private String insert(String table, List<String> columns) {
        String values = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + name(table) + " (" + list(columns) + ") VALUES (" + values + ")";
    }

    /** Adds a row, whose parameters are the columns. */
    String add(String table, List<String> columns) {
        return insert(table, columns);
    }

    /** Puts a row in the place of the one of its key; its parameters are the columns. */
    String put(String table, List<String> columns, List<String> key) {
        List<String> others =
                columns.stream().filter(column -> !key.contains(column)).toList();
        if (this == MYSQL) {
            List<String> changed = others.isEmpty() ? key : others;
            return insert(table, columns) + " ON DUPLICATE KEY UPDATE "
                    + changed.stream()
                            .map(column -> quoted(column) + " = VALUES(" + quoted(column) + ")")
                            .collect(Collectors.joining(", "));
        }
        String changes = others.stream()
                .map(column -> quoted(column) + " = EXCLUDED." + quoted(column))
                .collect(Collectors.joining(", "));
        return insert(table, columns) + " ON CONFLICT (" + list(key) + ") DO "
                + (others.isEmpty() ? "NOTHING" : "UPDATE SET " + changes);
    }

    /** Takes the row of a key away; its parameters are the key. */
    String remove(String table, List<String> key) {
        return "DELETE FROM " + name(table) + " WHERE "
                + key.stream().map(column -> quoted(column) + " = ?").collect(Collectors.joining(" AND "));
    }

    /** Makes the table of markers, if there is none. */
    String makeMarkers(String table) {
        return "CREATE TABLE IF NOT EXISTS " + name(table)
                + " (writer VARCHAR(200) NOT NULL PRIMARY KEY, marker BIGINT NOT NULL, generation BIGINT NOT NULL)"
                + (this == MYSQL ? " ENGINE = InnoDB" : "");
    }

    /** Makes a writer's marker, if there is none; its parameter is the writer. */
    String makeMarker(String table) {
        String row = " INTO " + name(table) + " (writer, marker, generation) VALUES (?, 0, 0)";
        return this == MYSQL ? "INSERT IGNORE" + row : "INSERT" + row + " ON CONFLICT (writer) DO NOTHING";
    }
}
