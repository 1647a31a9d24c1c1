package io.millrace.connect.jdbc;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Schema;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code t} of a database.
 *
 * @param login options that say where it is
 */
record JdbcFixture(Path folder, Map<String, String> login, Schema schema, Integer... key) {
    Table table(String... options) {
        Map<String, String> given = new LinkedHashMap<>(login);
        given.put("table-name", "t");
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return new Table("t", schema, List.of(key), TableOptions.of(given, new JdbcConnector().options()));
    }

    ConnectorContext context() {
        return new ConnectorContext(new SystemEnvironment(1), folder, ZoneOffset.UTC, System.out);
    }

    JdbcFixture with(Schema other, Integer... otherKey) {
        return new JdbcFixture(folder, login, other, otherKey);
    }

    Source source(String... options) {
        return new JdbcConnector().source(table(options), context());
    }

    MarkedSink sink(String... options) {
        return (MarkedSink) new JdbcConnector().sink(table(options), context());
    }

    /** All rows, as text in any order. */
    List<String> read(String... options) {
        try (Source source = source(options)) {
            return SourceRows.all(source, schema).rows().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /** Rows that come; with a weight of -1 as the first value, rows that go. */
    Batch rows(List<List<@Nullable Object>> added, List<List<@Nullable Object>> removed) {
        BatchBuilder builder = new BatchBuilder(schema, 4);
        removed.forEach(row -> Rows.append(builder, schema, -1, row));
        added.forEach(row -> Rows.append(builder, schema, 1, row));
        return builder.build();
    }

    @SafeVarargs
    final Batch rows(List<@Nullable Object>... added) {
        return rows(Arrays.asList(added), List.of());
    }

    Connection connect() {
        return JdbcTable.of(table(), context()).connect();
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of a query, values with bars between them. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int count = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
