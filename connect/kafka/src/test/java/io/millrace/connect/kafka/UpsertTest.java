package io.millrace.connect.kafka;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.Connector.UpsertingConnector;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import org.junit.jupiter.api.Test;

/** Topics that have the newest row of each key. */
class UpsertTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("id", Type.BIGINT.notNull()),
            new Column("name", Type.STRING),
            new Column("n", Type.INT.notNull()));

    private static TopicFixture topic() {
        return TopicFixture.create("upserts", 1, SCHEMA)
                .as(SCHEMA, new UpsertKafkaConnector())
                .without("format")
                .with("key.format", "json", "value.format", "json", "scan.bounded.mode", "latest-offset")
                .keyed(0);
    }

    @Test
    void rowsTakeThePlaceOfOthersOrGo() {
        TopicFixture topic = topic().with("value.fields-include", "EXCEPT_KEY");
        try (Sink sink = topic.sink()) {
            sink.write(topic.changes(row(1, 1L, "a", 10), row(1, 2L, "b", 20)));
            sink.endEpoch(1, 0);
            // Deletions of an epoch come first: one of an update is none.
            sink.write(topic.changes(row(-1, 1L, "a", 10), row(-1, 2L, "b", 20)));
            sink.write(topic.changes(row(1, 1L, "c", 30)));
            sink.endEpoch(2, 0);
        }
        assertThat(topic.records())
                .containsExactly(
                        "{\"id\":1}={\"name\":\"a\",\"n\":10}",
                        "{\"id\":2}={\"name\":\"b\",\"n\":20}",
                        "{\"id\":1}={\"name\":\"c\",\"n\":30}",
                        "{\"id\":2}=null");
    }

    @Test
    void theSameWithTransactions() {
        TopicFixture topic = topic();
        try (MarkedSink sink = (MarkedSink) topic.sink()) {
            sink.resume(topic.topic);
            sink.write(topic.changes(row(-1, 1L, "a", 10)));
            // Given up: what was held back must be, too.
            sink.resume(topic.topic);
            sink.write(topic.changes(row(1, 2L, "b", 20)));
            sink.write(topic.changes(row(-1, 2L, "b", 20)));
            sink.commit(1);
        }
        assertThat(topic.settled().records())
                .containsExactly("{\"id\":2}={\"id\":2,\"name\":\"b\",\"n\":20}", "{\"id\":2}=null");
    }

    @Test
    void recordsWithoutAValueSayThatTheRowGoes() {
        TopicFixture topic = topic().metadata(new Column("offset", Type.BIGINT.notNull()), UpsertingConnector.REMOVES);
        topic.send(0, "{\"id\":1}", "{\"id\":1,\"name\":\"a\",\"n\":10}");
        topic.send(0, "{\"id\":1}", null);
        topic.send(0, "nonsense", null);
        topic.send(0, null, null);
        SourceRows read = topic.read();
        assertThat(read.rows()).containsExactly(row(1L, "a", 10, 0L, false), row(1L, null, 0, 1L, true));
        assertThat(read.failures())
                .extracting(failure -> failure.offset() + " " + failure.reason())
                .containsExactly("2 key: is no JSON object", "3 key: there is none");
    }

    @Test
    void keepsTheContractOfSources() {
        TopicFixture topic = topic().metadata(UpsertingConnector.REMOVES).with("value.fields-include", "EXCEPT_KEY");
        topic.send(0, "{\"id\":1}", "{\"name\":\"a\",\"n\":10}");
        topic.send(0, "{\"id\":1}", null);
        topic.send(0, "{\"id\":2}", "{\"name\":\"b\",\"n\":20}");
        SourceContract.check(topic::source, topic.table().readable());
    }

    @Test
    void withoutAPrimaryKeyThereIsNone() {
        TopicFixture topic = topic().keyed();
        assertThatThrownBy(topic::source)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.hint()).contains("PRIMARY KEY"));
        assertThatThrownBy(topic::sink).isInstanceOf(ConnectorException.class);
        assertThatThrownBy(() ->
                        topic.keyed(0).with("value.format", "debezium-json").source())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("debezium-json");
    }
}
