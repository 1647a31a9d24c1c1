package io.millrace.connect.jdbc;

import io.millrace.connect.format.TextRow;
import io.millrace.core.batch.Batch;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a database to read a part of a table. With a primary key the rows come in its order, so that the key of
 * the last one tells where to go on; without one there is no such place.
 */
final class ScanQuery {
    private final JdbcTable table;
    private final String condition;
    private final Schema selected;
    /** Where the key is among the selected columns; empty when there is none to go on by. */
    private final int[] key;

    /**
     * @param condition of the part, or the empty string
     * @param columns the wanted ones, which come first
     */
    ScanQuery(JdbcTable table, String condition, int[] columns) {
        this.table = table;
        this.condition = condition;
        List<Column> all = new ArrayList<>();
        for (int column : columns) {
            all.add(table.schema().column(column));
        }
        List<Integer> primary = table.table().primaryKey();
        boolean ordered = !primary.isEmpty()
                && primary.stream()
                        .allMatch(
                                column -> isOrdered(table.schema().type(column).kind()));
        key = new int[ordered ? primary.size() : 0];
        for (int i = 0; i < key.length; i++) {
            Column column = table.schema().column(primary.get(i));
            key[i] = all.indexOf(column);
            if (key[i] < 0) {
                key[i] = all.size();
                all.add(column);
            }
        }
        selected = new Schema(all);
    }

    /** Whether the database's order of such values is one that their text keeps. */
    private static boolean isOrdered(Kind kind) {
        return kind.isInteger()
                || kind == Kind.DECIMAL
                || kind.isText()
                || kind == Kind.DATE
                || kind == Kind.TIME
                || kind.isTimestamp();
    }

    /** The wanted columns, then those of the key that are not among them. */
    Schema selected() {
        return selected;
    }

    boolean isKeyed() {
        return key.length > 0;
    }

    private List<String> keyNames() {
        return Arrays.stream(key)
                .mapToObj(column -> selected.column(column).name())
                .toList();
    }

    /** @param resumed whether parameters tell the key behind which to begin */
    String sql(boolean resumed) {
        String columns = selected.size() == 0 ? "1" : table.columns(selected.names());
        StringBuilder sql = new StringBuilder(
                "SELECT " + columns + " FROM " + table.dialect().name(table.name()));
        List<String> conditions = new ArrayList<>();
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        if (resumed) {
            String marks = keyNames().stream().map(name -> "?").collect(Collectors.joining(", "));
            conditions.add(
                    key.length == 1
                            ? table.columns(keyNames()) + " > ?"
                            : "(" + table.columns(keyNames()) + ") > (" + marks + ")");
        }
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        if (isKeyed()) {
            sql.append(" ORDER BY ").append(table.columns(keyNames()));
        }
        return sql.toString();
    }

    /** The key of a row as text, each value with its length. */
    String keyText(Batch rows, int row) {
        StringBuilder text = new StringBuilder();
        for (int column : key) {
            String value = ValueText.of(rows.column(column), row, selected.type(column), ZoneOffset.UTC);
            text.append(value.length()).append(':').append(value);
        }
        return text.toString();
    }

    /** Sets the parameters to a key that {@link #keyText} gave. */
    void bindKey(PreparedStatement statement, String text) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int length = colon < 0 ? -1 : Integer.parseInt(text.substring(at, colon));
            if (length < 0 || colon + 1 + length > text.length()) {
                break;
            }
            values.add(text.substring(colon + 1, colon + 1 + length));
            at = colon + 1 + length;
        }
        if (values.size() != key.length) {
            throw new ConnectorException(
                    "the primary key of " + table.place() + " has changed since the run was interrupted",
                    "begin anew, or declare it as it was");
        }
        Schema schema = selected.select(key);
        Batch row = TextRow.of(schema, values, ZoneOffset.UTC);
        Binder binder = new Binder(table.dialect());
        for (int i = 0; i < key.length; i++) {
            binder.bind(statement, i + 1, row.column(i), 0, schema.type(i));
        }
    }
}
