package io.millrace.connect.jdbc;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.ClientLibrary;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** A table of a database: where it is and how to get there. */
record JdbcTable(Table table, ConnectorContext context, JdbcAddress address) {
    private static final ClientLibrary DRIVERS = new ClientLibrary("jdbc", JdbcConnector.class);

    /** @throws ConnectorException when its options or columns are none for a database; nothing is connected yet */
    static JdbcTable of(Table table, ConnectorContext context) {
        JdbcAddress address = JdbcAddress.of(table.options(), context.folder());
        for (Column column : table.schema().columns()) {
            if (!Values.fits(column.type(), address.dialect())) {
                throw new ConnectorException(
                        "column '" + column.name() + "' is of type "
                                + column.type().sql() + ", which connector 'jdbc' does not read or write there",
                        "declare it STRING, or leave it out");
            }
        }
        return new JdbcTable(table, context, address);
    }

    Dialect dialect() {
        return address.dialect();
    }

    TableOptions options() {
        return table.options();
    }

    /** The table's name there. */
    String name() {
        return options().require("table-name");
    }

    Schema schema() {
        return table.schema();
    }

    List<String> key() {
        return table.primaryKey().stream()
                .map(column -> schema().column(column).name())
                .toList();
    }

    /** What it is, in words. */
    String place() {
        return "table '" + name() + "' at " + address;
    }

    /** A number of an option that is not negative. */
    int number(String option) {
        long value = options().integer(option).orElse(0);
        if (value < 0 || value > 1_000_000_000) {
            throw new ConnectorException("option '" + option + "' is " + value, "it takes 0 to 1000000000");
        }
        return (int) value;
    }

    /** How long to wait for what may take a while, in seconds; at least one. */
    int patienceSeconds() {
        Duration given = options().duration("connection.max-retry-timeout").orElse(Duration.ofSeconds(60));
        return (int) Math.max(1, Math.min(86_400, given.toSeconds()));
    }

    /** The names of columns in a statement, with commas. */
    String columns(List<String> names) {
        return names.stream().map(dialect()::quoted).collect(Collectors.joining(", "));
    }

    /** @throws ConnectorException when there is no connection to be had */
    Connection connect() {
        Dialect dialect = dialect();
        if (dialect == Dialect.SQLITE) {
            String file = address.url().substring("jdbc:sqlite:".length());
            if (!Files.exists(Path.of(file))) {
                throw new ConnectorException(
                        "there is no file '" + file + "'", "make the database and the table first, as by sqlite3");
            }
        }
        Driver driver = DRIVERS.create(dialect.drivers().get(0), Driver.class);
        try {
            Connection connection = driver.connect(address.url(), properties());
            if (connection == null) {
                throw new ConnectorException("the driver does not take " + address, null);
            }
            return connection;
        } catch (SQLException e) {
            throw Failures.translated("cannot connect to " + address, e, this);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        int seconds = patienceSeconds();
        switch (dialect()) {
            case POSTGRESQL -> {
                properties.setProperty("connectTimeout", String.valueOf(seconds));
                properties.setProperty("loginTimeout", String.valueOf(seconds));
                properties.setProperty("tcpKeepAlive", "true");
                properties.setProperty("ApplicationName", "Millrace");
                // Text goes into columns of any type that the server can read from text, such as uuid and jsonb.
                properties.setProperty("stringtype", "unspecified");
            }
            case MYSQL -> {
                properties.setProperty("connectTimeout", String.valueOf(1000L * seconds));
                properties.setProperty("tcpKeepAlive", "true");
                properties.setProperty("allowLocalInfile", "false");
                properties.setProperty("allowMultiQueries", "false");
            }
            case SQLITE -> {
                properties.setProperty("busy_timeout", String.valueOf(1000L * seconds));
                // Who begins by reading could find the file locked when writing, with no way out for anybody.
                properties.setProperty("transaction_mode", "IMMEDIATE");
            }
        }
        properties.putAll(address.parameters());
        options().text("username").ifPresent(user -> properties.setProperty("user", user));
        options().text("password").ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }

    /** @throws ConnectorException when the database, the table or one of its columns is not there */
    void check() {
        String query =
                "SELECT " + columns(schema().names()) + " FROM " + dialect().name(name()) + " WHERE 1 = 0";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.executeQuery().close();
        } catch (SQLException e) {
            throw Failures.translated("cannot use " + place(), e, this);
        }
    }

    @Override
    public String toString() {
        return place();
    }
}
