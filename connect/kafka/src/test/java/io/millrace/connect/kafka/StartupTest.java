package io.millrace.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connect.kafka.TopicFixture.Part;
import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import io.millrace.testkit.Wakings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where reading starts and ends. */
class StartupTest {
    private static final Schema SCHEMA = Schema.of(new Column("id", Type.BIGINT));

    /** A topic whose records are 0 to 4 at times 1000 to 5000. */
    private static TopicFixture five(String name) {
        TopicFixture topic = TopicFixture.create(name, 1, SCHEMA);
        for (int i = 0; i < 5; i++) {
            byte[] value = ("{\"id\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            topic.send(new ProducerRecord<>(topic.topic, 0, 1000L * (i + 1), null, value));
        }
        return topic.with("scan.bounded.mode", "latest-offset");
    }

    private static List<Object> ids(SourceRows rows) {
        assertThat(rows.failures()).isEmpty();
        return rows.rows().stream().map(each -> each.get(0)).toList();
    }

    private static void commit(TopicFixture topic, String group, long offset) {
        TopicPartition partition = new TopicPartition(topic.topic, 0);
        TopicFixture.await(TopicFixture.admin()
                .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all());
    }

    @Test
    void startsWhereItIsTold() {
        TopicFixture topic = five("starts");
        assertThat(ids(topic.with("scan.startup.mode", "earliest-offset").read()))
                .containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(ids(topic.with("scan.startup.mode", "latest-offset").read())).isEmpty();
        topic.with("scan.startup.mode", "timestamp");
        assertThat(ids(topic.with("scan.startup.timestamp-millis", "2500").read()))
                .containsExactly(2L, 3L, 4L);
        assertThat(ids(topic.with("scan.startup.timestamp-millis", "9000").read()))
                .isEmpty();
        topic.without("scan.startup.timestamp-millis").with("scan.startup.mode", "specific-offsets");
        assertThat(ids(topic.with("scan.startup.specific-offsets", "partition:0,offset:3")
                        .read()))
                .containsExactly(3L, 4L);
        assertThat(ids(topic.with("scan.startup.specific-offsets", "partition:7,offset:3")
                        .read()))
                .containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void startsWhereAGroupWas() {
        TopicFixture topic = five("group").with("scan.startup.mode", "group-offsets");
        assertThat(ids(topic.read())).as("without a group").hasSize(5);
        String group = "readers-of-" + topic.topic;
        topic.with("properties.group.id", group);
        assertThat(ids(topic.read())).as("without offsets").hasSize(5);
        assertThat(ids(topic.with("properties.auto.offset.reset", "latest").read()))
                .isEmpty();
        topic.with("properties.auto.offset.reset", "none", "properties.group.id", "others-of-" + topic.topic);
        assertThatThrownBy(topic::read)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("has no offset in " + topic.topic + "-0");
        commit(topic, "others-of-" + topic.topic, 2);
        assertThat(ids(topic.read())).containsExactly(2L, 3L, 4L);
    }

    @Test
    void endsWhereItIsTold() {
        TopicFixture topic = five("ends").with("scan.startup.mode", "earliest-offset");
        topic.with("scan.bounded.mode", "timestamp", "scan.bounded.timestamp-millis", "3000");
        assertThat(ids(topic.read())).containsExactly(0L, 1L);
        topic.without("scan.bounded.timestamp-millis");
        topic.with("scan.bounded.mode", "specific-offsets", "scan.bounded.specific-offsets", "partition:0,offset:4");
        assertThat(ids(topic.read())).containsExactly(0L, 1L, 2L, 3L);
        topic.with("scan.bounded.specific-offsets", "partition:0,offset:0");
        assertThat(ids(topic.read())).isEmpty();
        String group = "enders-of-" + topic.topic;
        commit(topic, group, 1);
        topic.without("scan.bounded.specific-offsets");
        topic.with("scan.bounded.mode", "group-offsets", "properties.group.id", group);
        assertThat(ids(topic.read())).containsExactly(0L);
    }

    @Test
    void theEndIsTheOneOfTheStartAlsoAfterGoingOn() {
        TopicFixture topic = five("stays").with("scan.startup.mode", "earliest-offset");
        Part first = topic.part(0, Position.START, 2);
        topic.send(0, null, "{\"id\":99}");
        Wakings wakings = new Wakings();
        SourceRows rest = new SourceRows(SCHEMA);
        try (Source source = topic.source();
                Reader reader = topic.open(source, 0, first.position(), wakings)) {
            rest.drain(reader, 100, wakings);
            assertThat(reader.position().offset()).isEqualTo(5);
        }
        assertThat(ids(rest)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void recordsThatWereTakenBackAndThoseOfNobodyDoNotHoldUpTheEnd() {
        TopicFixture topic = five("control").with("scan.startup.mode", "earliest-offset");
        try (KafkaProducer<String, byte[]> producer = topic.producer(Map.of("transactional.id", topic.topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.topic, "{\"id\":5}".getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.topic, "{\"id\":6}".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            producer.abortTransaction();
        }
        topic.settled();
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(SCHEMA);
        try (Source source = topic.source();
                Reader reader = topic.open(source, 0, Position.START, wakings)) {
            rows.drain(reader, 3, wakings);
            // Five records, one of a transaction and its end, one of another that was given up and its end.
            assertThat(reader.position().offset()).isEqualTo(9);
        }
        assertThat(ids(rows)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        topic.with("properties.isolation.level", "read_uncommitted");
        assertThat(ids(topic.read())).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void partitionsThatComeLaterAreReadFromTheirBeginning() {
        TopicFixture topic = five("grows").without("scan.bounded.mode").with("scan.startup.mode", "latest-offset");
        try (Source source = topic.source()) {
            assertThat(source.splits()).containsExactly(new Split(topic.topic + "/0"));
            TopicFixture.await(TopicFixture.admin()
                    .createPartitions(Map.of(topic.topic, NewPartitions.increaseTo(2)))
                    .all());
            topic.send(1, null, "{\"id\":50}");
            List<Split> found = ((GrowingSource) source).discover();
            assertThat(found).containsExactly(new Split(topic.topic + "/1"));
            assertThat(((GrowingSource) source).discover()).isEmpty();
            Wakings wakings = new Wakings();
            SourceRows rows = new SourceRows(SCHEMA);
            try (Reader reader = topic.open(source, 1, Position.START, wakings)) {
                rows.drainUntil(reader, 1, wakings);
            }
            assertThat(ids(rows)).containsExactly(50L);
        }
    }

    @Test
    void topicsThatFitThePatternAreRead() {
        TopicFixture topic = five("pattern");
        TopicFixture other = five("pattern");
        String pattern = "(" + topic.topic + "|" + other.topic + ")";
        topic.with("topic-pattern", pattern, "scan.startup.mode", "earliest-offset");
        assertThat(topic.read().rows()).hasSize(10);
        topic.with("topic-pattern", "no-such-topic-.*");
        assertThat(topic.read().rows()).isEmpty();
        topic.without("topic-pattern").with("topic", topic.topic + "; " + other.topic);
        assertThat(topic.read().rows()).hasSize(10);
    }

    @Test
    void whatAGroupHasReadIsToldToKafka() {
        String group = "told";
        TopicFixture topic = five("told")
                .without("scan.bounded.mode")
                .with("properties.group.id", group, "scan.startup.mode", "earliest-offset");
        TopicPartition partition = new TopicPartition(topic.topic, 0);
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(SCHEMA);
        try (Source source = topic.source();
                Reader reader = topic.open(source, 0, Position.START, wakings)) {
            rows.drainUntil(reader, 5, wakings);
            while (true) {
                Reader.Poll poll = reader.poll(rows, 10);
                Map<TopicPartition, OffsetAndMetadata> told = TopicFixture.await(
                        TopicFixture.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
                if (told.get(partition) != null && told.get(partition).offset() == 5) {
                    break;
                }
                wakings.await(poll);
            }
        }
    }

    @Test
    void modesWithoutWhatTheyNeedAreRefused() {
        TopicFixture topic = TopicFixture.create("modes", 1, SCHEMA);
        assertThatThrownBy(() -> topic.with("scan.startup.mode", "timestamp").source())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("scan.startup.timestamp-millis");
        assertThatThrownBy(() -> topic.with("scan.startup.mode", "specific-offsets")
                        .with("scan.startup.specific-offsets", "0:5")
                        .source())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("'0:5'");
    }
}
