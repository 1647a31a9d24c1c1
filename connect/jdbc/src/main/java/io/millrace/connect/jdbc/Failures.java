package io.millrace.connect.jdbc;

import io.millrace.core.error.ConnectorException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What databases say, in words for users. */
final class Failures {
    /** The beginnings of SQLSTATEs of what may work later: connections, resources, conflicts, administrators. */
    private static final List<String> LATER = List.of("08", "53", "40", "55P03", "57", "58", "25006", "HYT");

    private static final List<Integer> SQLITE_LATER = List.of(5, 6, 10, 13, 15);

    private Failures() {}

    /**
     * @param what what could not be done, as {@code cannot read table 'a'}
     */
    static ConnectorException translated(String what, SQLException failure, JdbcTable table) {
        SQLException cause = cause(failure);
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString())
                .strip()
                .replaceAll("\\s*\\n\\s*", "; ");
        String hint = state.startsWith("28")
                ? "look at 'username' and 'password'"
                : state.startsWith("08") ? "is the database running there, and 'url' right?" : null;
        // The cause is left out: its text may have what is secret in it.
        return new ConnectorException(
                what + ": " + redacted(message, table), hint, isRetryable(cause, state, table.dialect()), null);
    }

    /** What a batch says is that it failed; why, is said by the one behind it. */
    private static SQLException cause(SQLException failure) {
        SQLException cause = failure;
        while (cause instanceof BatchUpdateException && cause.getNextException() != null) {
            cause = cause.getNextException();
        }
        return cause;
    }

    private static boolean isRetryable(SQLException failure, String state, Dialect dialect) {
        return LATER.stream().anyMatch(state::startsWith)
                || failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || dialect == Dialect.SQLITE && SQLITE_LATER.contains(failure.getErrorCode() & 0xFF);
    }

    private static String redacted(String message, JdbcTable table) {
        String password = table.options().text("password").orElse("");
        return password.isEmpty() ? message : message.replace(password, "******");
    }

    /** Gives up a connection and what was not committed. */
    static void abandon(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // It is lost, and the database has given up the transaction or will.
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // As before.
        }
    }
}
