package io.millrace.connect.jdbc;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for rows written to any database. */
abstract class SinkContract {
    static final Schema TWO = Schema.of(new Column("id", Type.BIGINT.notNull()), new Column("name", Type.STRING));

    /** A table {@code t} of two columns, whose first is the primary key when {@code keyed}; empty. */
    abstract JdbcFixture two(boolean keyed);

    private static List<String> all(JdbcFixture fixture) {
        return fixture.query("SELECT id, name FROM t ORDER BY id, name");
    }

    @Test
    void anEpochIsOneTransaction() {
        JdbcFixture fixture = two(false);
        try (MarkedSink sink = fixture.sink("sink.buffer-flush.max-rows", "2")) {
            sink.write(fixture.rows(row(1L, "a"), row(2L, null), row(2L, null)));
            assertThat(all(fixture)).isEmpty();
            sink.endEpoch(1, 0);
            assertThat(all(fixture)).containsExactly("1|a", "2|null", "2|null");
            sink.write(fixture.rows(row(3L, "c")));
        }
        assertThat(all(fixture)).hasSize(3);
    }

    @Test
    void theLastRowOfAKeyCounts() {
        JdbcFixture fixture = two(true);
        for (String most : List.of("0", "1", "1000")) {
            fixture.execute("DELETE FROM t");
            try (MarkedSink sink = fixture.sink("sink.buffer-flush.max-rows", most)) {
                sink.write(fixture.rows(row(1L, "a"), row(2L, "b"), row(3L, "c")));
                sink.endEpoch(1, 0);
                sink.write(fixture.rows(List.of(row(1L, "A")), List.of(row(1L, "a"), row(2L, "b"))));
                sink.write(fixture.rows(List.of(row(4L, "d")), List.of()));
                sink.write(fixture.rows(List.of(row(5L, "e")), List.of(row(4L, "d"))));
                sink.endEpoch(2, 0);
            }
            assertThat(all(fixture)).as("at most %s rows", most).containsExactly("1|A", "3|c", "5|e");
        }
    }

    @Test
    void aMarkerMovesWithTheRows() {
        JdbcFixture fixture = two(true);
        try (MarkedSink sink = fixture.sink()) {
            assertThat(sink.resume("run-1.t")).isZero();
            sink.write(fixture.rows(row(1L, "a")));
            sink.commit(3);
            sink.write(fixture.rows(List.of(row(1L, "b")), List.of(row(1L, "a"))));
            sink.commit(4);
            sink.commit(9);
            sink.write(fixture.rows(row(2L, "lost")));
        }
        try (MarkedSink sink = fixture.sink()) {
            assertThat(sink.resume("run-1.t")).isEqualTo(9);
            assertThat(sink.resume("run-2.t")).isZero();
            assertThat(all(fixture)).containsExactly("1|b");
        }
        assertThat(fixture.query("SELECT writer, marker FROM millrace_markers ORDER BY writer"))
                .containsExactly("run-1.t|9", "run-2.t|0");
    }

    @Test
    void whatWasNotCommittedIsGivenUp() {
        JdbcFixture fixture = two(false);
        try (MarkedSink sink = fixture.sink("sink.buffer-flush.max-rows", "1")) {
            sink.resume("run");
            sink.write(fixture.rows(row(1L, "a")));
            sink.write(fixture.rows(row(2L, "b")));
            assertThat(sink.resume("run")).isZero();
            sink.write(fixture.rows(row(3L, "c")));
            sink.commit(1);
        }
        assertThat(all(fixture)).containsExactly("3|c");
    }

    @Test
    void anEarlierProcessIsShutOut() {
        JdbcFixture fixture = two(false);
        try (MarkedSink stale = fixture.sink();
                MarkedSink fresh = fixture.sink("sink.buffer-flush.max-rows", "1")) {
            stale.resume("run");
            stale.write(fixture.rows(row(1L, "stale")));
            assertThat(fresh.resume("run")).isZero();
            fresh.write(fixture.rows(row(1L, "fresh")));
            fresh.commit(5);
            assertThatThrownBy(() -> stale.commit(5))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("another process")
                    .matches(e -> !((ConnectorException) e).retryable());
            fresh.write(fixture.rows(row(2L, "fresh")));
            fresh.commit(6);
        }
        assertThat(all(fixture)).containsExactly("1|fresh", "2|fresh");
    }

    @Test
    void aRefusedRowIsAnErrorAndNothingIsWritten() {
        JdbcFixture fixture = two(false);
        fixture.execute("CREATE UNIQUE INDEX one ON t (id)");
        try (MarkedSink sink = fixture.sink()) {
            sink.write(fixture.rows(row(1L, "a"), row(1L, "b")));
            assertThatThrownBy(() -> sink.endEpoch(1, 0))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageStartingWith("cannot write table 't' at jdbc:")
                    .matches(e -> !((ConnectorException) e).retryable());
        }
        assertThat(all(fixture)).isEmpty();
    }

    @Test
    void rowsThatGoNeedAKey() {
        JdbcFixture fixture = two(false);
        assertThat(new JdbcConnector().takesDeletions(fixture.table())).isFalse();
        assertThat(new JdbcConnector().takesDeletions(two(true).table())).isTrue();
        try (MarkedSink sink = fixture.sink()) {
            assertThatThrownBy(() -> sink.write(fixture.rows(List.of(), List.of(row(1L, "a")))))
                    .isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    void tablesAndColumnsMustBeThere() {
        JdbcFixture fixture = two(false);
        assertThatThrownBy(() -> fixture.sink("table-name", "none"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("none");
        JdbcFixture other = fixture.with(Schema.of(new Column("surname", Type.STRING)));
        assertThatThrownBy(other::source).isInstanceOf(ConnectorException.class).hasMessageContaining("surname");
    }
}
