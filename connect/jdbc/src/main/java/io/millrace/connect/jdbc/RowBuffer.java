package io.millrace.connect.jdbc;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that have not been sent yet. Of a table with a key the last change of each counts: an update is a row that goes
 * and one that comes, of the same key, and takes nothing away.
 */
final class RowBuffer {
    private static final int BATCH_ROWS = 1000;

    private final JdbcTable table;
    private final Schema schema;
    private final List<Integer> key;
    private final Binder binder;
    private final BatchBuilder rows;
    /** By key, the place of its last row, or -1 minus the place of one that tells which row goes. */
    private final Map<String, Integer> last = new LinkedHashMap<>();

    private final StringBuilder text = new StringBuilder();

    RowBuffer(JdbcTable table) {
        this.table = table;
        schema = table.schema();
        key = table.table().primaryKey();
        binder = new Binder(table.dialect());
        rows = new BatchBuilder(schema, 64);
    }

    boolean isKeyed() {
        return !key.isEmpty();
    }

    int size() {
        return rows.size();
    }

    void clear() {
        rows.clear();
        last.clear();
    }

    void add(Batch changes) {
        for (int row = 0; row < changes.size(); row++) {
            long weight = changes.weight(row);
            if (isKeyed()) {
                int place = rows.size();
                last.put(keyText(changes, row), weight > 0 ? place : -1 - place);
                rows.append(changes, row);
            } else if (weight < 0) {
                throw new ConnectorException(
                        table.place() + " is a table that rows are added to, but its input takes rows away, too",
                        "declare a PRIMARY KEY (...) NOT ENFORCED");
            } else {
                for (long i = 0; i < weight; i++) {
                    rows.append(changes, row);
                }
            }
        }
    }

    /** The values of a key, each with its length, so that no two keys give the same. */
    private String keyText(Batch changes, int row) {
        text.setLength(0);
        for (int column : key) {
            String value = ValueText.of(changes.column(column), row, schema.type(column), ZoneOffset.UTC);
            text.append(value.length()).append(':').append(value);
        }
        return text.toString();
    }

    /** Sends all of it, rows that go first; it stays here. */
    void send(Connection connection) throws SQLException {
        Batch all = rows.build();
        String name = table.name();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(i);
        }
        List<Integer> coming = new ArrayList<>();
        if (isKeyed()) {
            List<Integer> going = new ArrayList<>();
            last.values().forEach(place -> (place < 0 ? going : coming).add(place < 0 ? -1 - place : place));
            send(connection, table.dialect().remove(name, table.key()), all, going, key);
            send(connection, table.dialect().put(name, schema.names(), table.key()), all, coming, columns);
        } else {
            for (int row = 0; row < all.size(); row++) {
                coming.add(row);
            }
            send(connection, table.dialect().add(name, schema.names()), all, coming, columns);
        }
    }

    private void send(Connection connection, String sql, Batch all, List<Integer> places, List<Integer> columns)
            throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (int row : places) {
                int index = 1;
                for (int column : columns) {
                    binder.bind(statement, index++, all.column(column), row, schema.type(column));
                }
                statement.addBatch();
                if (++waiting == BATCH_ROWS) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }
}
