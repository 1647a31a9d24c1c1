package io.millrace.connect.kafka;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as records, and records as rows. */
class KafkaRowsTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("id", Type.BIGINT), new Column("name", Type.STRING), new Column("at", Type.timestamp(3)));
    private static final LocalDateTime AT = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_000_000);
    private static final String[] BOUNDED = {
        "scan.startup.mode", "earliest-offset", "scan.bounded.mode", "latest-offset"
    };

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "avro"})
    void whatIsWrittenIsRead(String format) {
        TopicFixture topic = TopicFixture.create("rows", 1, SCHEMA).with("format", format);
        topic.write(row(1L, "a,\"b\nc", AT), row(2L, null, null), row(3L, "", AT));
        assertThat(topic.rows()).containsExactly(row(1L, "a,\"b\nc", AT), row(2L, null, null), row(3L, "", AT));
    }

    @Test
    void aFormatMayBeTheWholeMessage() {
        TopicFixture topic = TopicFixture.create("raw", 1, Schema.of(new Column("line", Type.STRING)));
        topic.with("format", "raw").write(row("a\n"), row("{}"));
        assertThat(topic.records()).containsExactly("null=a\n", "null={}");
        assertThat(topic.rows()).containsExactly(row("a\n"), row("{}"));
    }

    @Test
    void aFormatMayCarryChanges() {
        Schema schema = Schema.of(new Column("id", Type.BIGINT), new Column("name", Type.STRING));
        TopicFixture topic = TopicFixture.create("changes", 1, schema)
                .with("format", "debezium-json", "key.format", "json", "key.fields", "id")
                .with("value.fields-include", "EXCEPT_KEY");
        assertThat(((KafkaConnector) topic.connector).changes(topic.table())).isTrue();
        try (Sink sink = topic.sink()) {
            sink.write(topic.changes(row(1, 1L, "a"), row(-1, 1L, "a"), row(1, 1L, "b")));
            sink.endEpoch(1, 0);
        }
        assertThat(topic.weights()).containsExactly("1 [1, a]", "-1 [1, a]", "1 [1, b]");
    }

    @Test
    void messagesHaveNoLineEnd() {
        TopicFixture topic = TopicFixture.create("rows", 1, Schema.of(new Column("id", Type.BIGINT)));
        topic.write(row(1L));
        assertThat(topic.records()).containsExactly("null={\"id\":1}");
    }

    @Test
    void keepsTheContractOfSources() {
        TopicFixture topic = TopicFixture.create("contract", 2, SCHEMA)
                .with("key.format", "csv", "key.fields", "id", "value.fields-include", "EXCEPT_KEY")
                .with(BOUNDED);
        for (int i = 0; i < 6; i++) {
            topic.send(i % 2, Integer.toString(i), "{\"name\":\"n" + i + "\"}");
        }
        SourceContract.check(topic::source, SCHEMA);
    }

    @Test
    void keysHaveTheColumnsThatTheyAreGiven() {
        Schema schema = Schema.of(new Column("k_id", Type.BIGINT), new Column("id", Type.STRING));
        TopicFixture topic = TopicFixture.create("keys", 1, schema)
                .without("format")
                .with("value.format", "json", "key.format", "json", "key.fields", "k_id")
                .with("key.fields-prefix", "k_", "value.fields-include", "EXCEPT_KEY");
        topic.write(row(7L, "seven"));
        assertThat(topic.records()).containsExactly("{\"id\":7}={\"id\":\"seven\"}");
        assertThat(topic.rows()).containsExactly(row(7L, "seven"));
    }

    @Test
    void keysThatCannotBeReadAreBadRowsAndWithoutThemTheRowsAreGood() {
        Schema schema = Schema.of(new Column("id", Type.BIGINT), new Column("name", Type.STRING));
        TopicFixture topic = TopicFixture.create("keys", 1, schema)
                .with("key.format", "json", "key.fields", "id", "value.fields-include", "EXCEPT_KEY")
                .with(BOUNDED);
        topic.send(0, "{\"id\":1}", "{\"name\":\"a\"}");
        topic.send(0, "nonsense", "{\"name\":\"b\"}");
        topic.send(0, null, "{\"name\":\"c\"}");
        topic.send(0, "{\"id\":4}", "nonsense");
        SourceRows read = topic.read();
        assertThat(read.rows()).containsExactly(row(1L, "a"));
        assertThat(read.failures())
                .extracting(failure -> failure.offset() + " " + failure.reason())
                .containsExactly("1 key: is no JSON object", "2 key: there is none", "3 is no JSON object");
    }

    @Test
    void recordsWithoutAValueGiveNoRow() {
        TopicFixture topic = TopicFixture.create("empty", 1, Schema.of(new Column("id", Type.BIGINT)));
        topic.send(0, "k", "{\"id\":1}");
        topic.send(0, "k", null);
        topic.send(0, "k", "{\"id\":3}");
        assertThat(topic.rows()).containsExactly(row(1L), row(3L));
    }

    @Test
    void whatIsKnownOfARecordIsMetadata() {
        List<Column> known = new KafkaConnector()
                .metadata().stream().map(each -> each.column()).toList();
        TopicFixture topic = TopicFixture.create("metadata", 2, Schema.of(new Column("id", Type.BIGINT)))
                .metadata(known.toArray(new Column[0]));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topic.topic, 1, 1_700_000_000_123L, null, "{\"id\":5}".getBytes(StandardCharsets.UTF_8));
        record.headers().add("a", new byte[] {1, 2}).add("b", null).add("a", new byte[] {3});
        topic.send(record);
        List<Object> row = topic.rows().get(0);
        assertThat(row.subList(0, 7))
                .isEqualTo(row(5L, topic.topic, 1, 0L, Instant.ofEpochMilli(1_700_000_000_123L), "CreateTime", 0));
        assertThat(row.get(7)).isInstanceOf(byte[].class);
    }

    @Test
    void rowsThatAreTakenAwayAreRefused() {
        TopicFixture topic = TopicFixture.create("rows", 1, Schema.of(new Column("id", Type.BIGINT)));
        try (Sink sink = topic.sink()) {
            assertThatThrownBy(() -> sink.write(topic.changes(row(-1, 1L))))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.hint()).contains("upsert-kafka"));
        }
    }

    @Test
    void partitionsAreChosenAsSaid() {
        Schema schema = Schema.of(new Column("id", Type.BIGINT));
        Column partition = new Column("partition", Type.INT.notNull());
        TopicFixture fixed = TopicFixture.create("fixed", 3, schema).with("sink.partitioner", "fixed");
        fixed.write(row(1L), row(2L), row(3L));
        assertThat(fixed.metadata(partition).rows()).containsExactly(row(1L, 0), row(2L, 0), row(3L, 0));
        TopicFixture robin = TopicFixture.create("robin", 3, schema).with("sink.partitioner", "round-robin");
        robin.write(row(1L), row(2L), row(3L));
        assertThat(robin.metadata(partition).rows()).containsExactlyInAnyOrder(row(1L, 1), row(2L, 2), row(3L, 0));
    }

    @Test
    void aTopicThatIsNotThereIsSaidWithTheNearestName() {
        TopicFixture topic = TopicFixture.create("orders", 1, SCHEMA).with(BOUNDED);
        String wrong = topic.topic.replace("orders", "oders");
        assertThatThrownBy(() -> topic.with("topic", wrong).read())
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e).hasMessageContaining("there is no topic '" + wrong + "'");
                    assertThat(e.hint()).contains(topic.topic);
                });
        try (Sink sink = topic.with("properties.max.block.ms", "2000").sink()) {
            assertThatThrownBy(() -> sink.write(topic.changes(row(1, 1L, "a", AT))))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("cannot write table t");
        }
    }

    @Test
    void noBrokerIsSaidAfterAWhile() {
        TopicFixture topic = TopicFixture.create("away", 1, SCHEMA).with(BOUNDED);
        TopicFixture away = topic.with("properties.default.api.timeout.ms", "1500", "properties.client.id", "x");
        assertThatThrownBy(() -> away.elsewhere("127.0.0.1:1").read())
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e).hasMessageContaining("no broker at 127.0.0.1:1 has answered");
                    assertThat(e.retryable()).isTrue();
                });
    }
}
