package io.millrace.connect.jdbc;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a query on a thread of its own, some ahead of whoever takes them. */
final class Fetch {
    private static final int CHUNK_ROWS = 1024;
    private static final int WAITING_CHUNKS = 4;
    /** How many milliseconds whoever takes rows waits for some: they are on their way, and it has nothing else to do. */
    private static final int MOMENTS = 5;

    private final JdbcTable table;
    private final ScanQuery query;
    private final @Nullable String after;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private boolean closed;
    private @Nullable RuntimeException failure;
    private @Nullable PreparedStatement running;

    /**
     * Some rows.
     *
     * @param bad what could not be read, in order
     * @param last whether nothing follows
     */
    record Chunk(Batch rows, List<Bad> bad, boolean last) {}

    /**
     * A row that could not be read.
     *
     * @param before the place of the row that it came before
     */
    record Bad(int before, String reason) {}

    /** @param after the key behind which to begin, or null */
    Fetch(JdbcTable table, ScanQuery query, @Nullable String after) {
        this.table = table;
        this.query = query;
        this.after = after;
    }

    void start() {
        table.context().environment().threads().start("jdbc " + table.table().name(), this::run);
    }

    private void run() {
        try (Connection connection = table.connect()) {
            // A transaction of SQLite that says so is one that writes; its statements read from one state anyway.
            connection.setAutoCommit(table.options().flag("scan.auto-commit") || table.dialect() == Dialect.SQLITE);
            try (PreparedStatement statement = connection.prepareStatement(query.sql(after != null))) {
                statement.setFetchSize(table.number("scan.fetch-size"));
                if (after != null) {
                    query.bindKey(statement, after);
                }
                if (begin(statement)) {
                    read(statement);
                }
            } finally {
                end(connection);
            }
        } catch (SQLException e) {
            fail(Failures.translated("cannot read " + table.place(), e, table));
        } catch (ConnectorException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new ConnectorException("cannot read " + table.place() + ": " + e, null, false, e));
        }
    }

    private synchronized boolean begin(PreparedStatement statement) {
        running = statement;
        return !closed;
    }

    private void end(Connection connection) throws SQLException {
        synchronized (this) {
            running = null;
        }
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private void read(PreparedStatement statement) throws SQLException {
        Schema selected = query.selected();
        Values values = new Values(table.dialect());
        BatchBuilder row = new BatchBuilder(selected, 1);
        BatchBuilder rows = new BatchBuilder(selected, CHUNK_ROWS);
        List<Bad> bad = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                row.clear();
                String problem = read(result, selected, values, row);
                if (problem == null) {
                    row.endRow();
                    rows.append(row.build(), 0);
                } else {
                    bad.add(new Bad(rows.size(), problem));
                }
                if (rows.size() + bad.size() >= CHUNK_ROWS) {
                    if (!put(new Chunk(rows.build(), bad, false))) {
                        return;
                    }
                    rows = new BatchBuilder(selected, CHUNK_ROWS);
                    bad = new ArrayList<>();
                }
            }
        }
        put(new Chunk(rows.build(), bad, true));
    }

    /** Reads a row; null, or what is wrong with it. */
    private static @Nullable String read(ResultSet result, Schema selected, Values values, BatchBuilder row)
            throws SQLException {
        for (int i = 0; i < selected.size(); i++) {
            try {
                values.read(result, i + 1, selected.column(i), row, i);
            } catch (Values.Unfit e) {
                return String.valueOf(e.getMessage());
            } catch (SQLException e) {
                String state = e.getSQLState();
                if (state != null && (state.startsWith("08") || state.startsWith("57"))) {
                    throw e;
                }
                return "column '" + selected.column(i).name() + "': " + e.getMessage();
            }
        }
        return null;
    }

    /** Hands rows on when there is room; false when nobody wants them any more. */
    private synchronized boolean put(Chunk chunk) {
        try {
            while (!closed && waiting.size() >= WAITING_CHUNKS) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        waiting.add(chunk);
        notifyAll();
        return !closed;
    }

    private synchronized void fail(RuntimeException reason) {
        if (!closed) {
            failure = reason;
            notifyAll();
        }
    }

    /**
     * The next rows; null when there are none yet.
     *
     * @param patient whether to wait for a moment
     * @throws ConnectorException when reading has failed
     */
    synchronized @Nullable Chunk take(boolean patient) {
        try {
            for (int i = 0; patient && i < MOMENTS && waiting.isEmpty() && failure == null; i++) {
                wait(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Chunk next = waiting.poll();
        if (next == null && failure != null) {
            throw failure;
        }
        notifyAll();
        return next;
    }

    /** Ends reading, whatever the database is doing. */
    void close() {
        PreparedStatement statement;
        synchronized (this) {
            closed = true;
            statement = running;
            notifyAll();
        }
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It has ended, or the connection has.
            }
        }
    }
}
