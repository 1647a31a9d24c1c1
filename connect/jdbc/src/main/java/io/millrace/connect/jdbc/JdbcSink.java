package io.millrace.connect.jdbc;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.error.Check;
import io.millrace.core.error.ConnectorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table, one transaction for each epoch, or for each commit of a run with state, with which its marker moves. A
 * connection that failed in any way is given up, and with it what it had not committed.
 */
final class JdbcSink implements MarkedSink {
    private final JdbcTable table;
    private final RowBuffer buffer;
    private final int maxRows;
    private final int maxRetries;
    private @Nullable Connection connection;
    private @Nullable Markers markers;
    /** Whether some changes of the transaction are with the database alone. */
    private boolean sent;

    private JdbcSink(JdbcTable table) {
        this.table = table;
        buffer = new RowBuffer(table);
        // A transaction of SQLite locks the whole file, so it is as short as can be.
        maxRows = table.dialect() == Dialect.SQLITE ? 0 : table.number("sink.buffer-flush.max-rows");
        maxRetries = table.number("sink.max-retries");
    }

    /** @throws ConnectorException when the table cannot be written */
    static JdbcSink open(JdbcTable table) {
        JdbcSink sink = new JdbcSink(table);
        table.check();
        return sink;
    }

    /** A connection with a transaction. */
    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = table.connect();
            connection = open;
            if (table.dialect() != Dialect.SQLITE) {
                open.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
        table.dialect().begin(open);
        return open;
    }

    private void abandon() {
        Failures.abandon(connection);
        connection = null;
        markers = null;
        sent = false;
    }

    private ConnectorException failed(SQLException e) {
        return Failures.translated("cannot write " + table.place(), e, table);
    }

    @Override
    public void write(Batch changes) {
        buffer.add(changes);
        if (maxRows == 0 || buffer.size() < maxRows) {
            return;
        }
        try {
            buffer.send(connected());
            buffer.clear();
            sent = true;
        } catch (SQLException e) {
            abandon();
            throw failed(e);
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        Check.that(markers == null, "an epoch ends in a run with state");
        if (!sent && buffer.size() == 0) {
            return;
        }
        for (int attempt = 0; ; attempt++) {
            boolean committing = false;
            boolean again = !sent && attempt < maxRetries;
            ConnectorException failure;
            try {
                Connection open = connected();
                buffer.send(open);
                committing = true;
                table.dialect().commit(open);
                buffer.clear();
                sent = false;
                return;
            } catch (SQLException e) {
                failure = failed(e);
            } catch (ConnectorException e) {
                failure = e;
            }
            abandon();
            // Nobody knows what became of a commit without an answer; rows that have keys can be written twice.
            if (!again || !failure.retryable() || committing && !buffer.isKeyed()) {
                throw failure;
            }
            pause(attempt + 1);
        }
    }

    /** Gives the database some time to come back. */
    private synchronized void pause(int seconds) {
        try {
            TimeUnit.SECONDS.timedWait(this, seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("interrupted while the database was away", null, true, e);
        }
    }

    @Override
    public long resume(String writer) {
        abandon();
        buffer.clear();
        try {
            Markers taken = Markers.takeOver(table, connected(), writer);
            markers = taken;
            return taken.marker();
        } catch (SQLException e) {
            abandon();
            throw Failures.translated("cannot read the marker of " + table.place(), e, table);
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    @Override
    public void commit(long marker) {
        Markers own = markers;
        Check.that(own != null, "a commit without a name");
        boolean committing = false;
        try {
            Connection open = connected();
            buffer.send(open);
            if (own != null) {
                own.move(open, marker);
            }
            committing = true;
            table.dialect().commit(open);
        } catch (SQLException e) {
            abandon();
            ConnectorException failure = failed(e);
            String state = e.getSQLState();
            boolean refused = state != null && state.startsWith("23");
            // What is not refused for what it is may have been committed: the marker tells.
            throw committing && !refused && !failure.retryable()
                    ? new ConnectorException(String.valueOf(failure.getMessage()), failure.hint(), true, null)
                    : failure;
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
        buffer.clear();
        sent = false;
        if (own != null) {
            own.moved(marker);
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
