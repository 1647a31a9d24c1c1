package io.millrace.connect.jdbc;

import io.millrace.core.error.ConnectorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A writer's row in the table of markers: the marker of its last commit, and which process it is by now. Each process that
 * begins to write raises the generation, so that one before it, which may still think that it is the one, changes no row
 * when it commits, and knows then.
 */
final class Markers {
    private final JdbcTable table;
    private final String writer;
    private final long generation;
    private long marker;

    private Markers(JdbcTable table, String writer, long generation, long marker) {
        this.table = table;
        this.writer = writer;
        this.generation = generation;
        this.marker = marker;
    }

    private static String place(JdbcTable table) {
        return table.dialect().name(table.options().require("sink.marker-table"));
    }

    /** Takes over a writer's row, and makes it and the table when there are none; commits that. */
    static Markers takeOver(JdbcTable table, Connection connection, String writer) throws SQLException {
        makeTable(table, connection);
        String place = place(table);
        String name = table.options().require("sink.marker-table");
        update(table, connection, table.dialect().makeMarker(name), writer);
        update(table, connection, "UPDATE " + place + " SET generation = generation + 1 WHERE writer = ?", writer);
        String read = "SELECT marker, generation FROM " + place + " WHERE writer = ?";
        try (PreparedStatement statement = connection.prepareStatement(read)) {
            statement.setString(1, writer);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new ConnectorException(
                            "the marker of '" + writer + "' went away while it was read", null, true, null);
                }
                Markers taken = new Markers(table, writer, result.getLong(2), result.getLong(1));
                table.dialect().commit(connection);
                return taken;
            }
        }
    }

    private static void update(JdbcTable table, Connection connection, String sql, String writer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(table.patienceSeconds());
            statement.setString(1, writer);
            statement.executeUpdate();
        }
    }

    private static void makeTable(JdbcTable table, Connection connection) throws SQLException {
        if (isThere(table, connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(table.dialect().makeMarkers(table.options().require("sink.marker-table")));
        } catch (SQLException e) {
            connection.rollback();
            // Somebody else may have made it at the same moment.
            if (!isThere(table, connection)) {
                throw e;
            }
        }
    }

    private static boolean isThere(JdbcTable table, Connection connection) throws SQLException {
        String query = "SELECT writer, marker, generation FROM " + place(table) + " WHERE 1 = 0";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.executeQuery().close();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            String state = e.getSQLState();
            if (state != null && state.startsWith("08")) {
                throw e;
            }
            return false;
        }
    }

    long marker() {
        return marker;
    }

    /**
     * Moves the marker, within the transaction of the rows.
     *
     * @throws ConnectorException when another process has taken over
     */
    void move(Connection connection, long next) throws SQLException {
        String sql = "UPDATE " + place(table) + " SET marker = ? WHERE writer = ? AND generation = ? AND marker = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(table.patienceSeconds());
            statement.setLong(1, next);
            statement.setString(2, writer);
            statement.setLong(3, generation);
            statement.setLong(4, marker);
            if (statement.executeUpdate() != 1) {
                throw new ConnectorException(
                        "another process writes " + table.place() + " under the same name, '" + writer + "'",
                        "a run with a state directory is to be started once");
            }
        }
    }

    /** Says that the transaction that moved it was committed. */
    void moved(long next) {
        marker = next;
    }
}
