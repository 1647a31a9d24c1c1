package io.millrace.connect.kafka;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connect.kafka.TopicFixture.Part;
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
import io.millrace.testkit.kafka.Broker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going on from positions, whatever has happened to the topic in between. */
class ResumeTest {
    private static final Schema SCHEMA = Schema.of(new Column("id", Type.BIGINT));

    @TempDir
    private Path folder;

    private static TopicFixture topic(String name) {
        return TopicFixture.create(name, 1, SCHEMA).with("scan.startup.mode", "earliest-offset");
    }

    private static void send(TopicFixture topic, int from, int to) {
        for (int i = from; i < to; i++) {
            topic.send(0, null, "{\"id\":" + i + "}");
        }
    }

    private static void remake(TopicFixture topic) {
        TopicFixture.await(
                TopicFixture.admin().deleteTopics(List.of(topic.topic)).all());
        while (TopicFixture.await(TopicFixture.admin().listTopics().names()).contains(topic.topic)) {
            Thread.onSpinWait();
        }
        topic.make(1);
    }

    @Test
    void goesOnExactlyBehindWhatWasRead() {
        TopicFixture topic = topic("resume");
        send(topic, 0, 10);
        Part first = topic.part(0, Position.START, 4);
        Part second = topic.part(0, first.position(), 3);
        Part third = topic.part(0, second.position(), 3);
        assertThat(first.rows()).containsExactly(row(0L), row(1L), row(2L), row(3L));
        assertThat(second.rows()).containsExactly(row(4L), row(5L), row(6L));
        assertThat(third.rows()).containsExactly(row(7L), row(8L), row(9L));
        assertThat(third.position().offset()).isEqualTo(10);
    }

    @Test
    void whereLatestWasIsKeptBeforeAnythingCame() {
        TopicFixture topic = topic("latest").with("scan.startup.mode", "latest-offset");
        send(topic, 0, 3);
        Position position = topic.part(0, Position.START, 0).position();
        send(topic, 3, 5);
        assertThat(topic.part(0, position, 2).rows()).containsExactly(row(3L), row(4L));
    }

    @Test
    void partitionsThatCameWhileNobodyReadAreReadFromTheirBeginning() {
        TopicFixture topic = TopicFixture.create("latest", 2, SCHEMA).with("scan.startup.mode", "latest-offset");
        Position position = topic.part(0, Position.START, 0).position();
        topic.send(1, null, "{\"id\":8}");
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(SCHEMA);
        try (Source source = topic.source();
                Reader old = topic.open(source, 0, position, wakings)) {
            assertThat(source.splits()).containsExactly(new Split(topic.topic + "/1"));
            try (Reader fresh = topic.open(source, 1, Position.START, wakings)) {
                rows.drainUntil(fresh, 1, wakings);
            }
            assertThat(old.position()).isEqualTo(position);
        }
        assertThat(rows.rows()).containsExactly(row(8L));
    }

    @Test
    void aTopicThatWasMadeAgainIsRefused() {
        TopicFixture topic = topic("remade");
        send(topic, 0, 3);
        Position position = topic.part(0, Position.START, 2).position();
        remake(topic);
        send(topic, 0, 9);
        assertThatThrownBy(() -> topic.part(0, position, 1)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e)
                    .hasMessageContaining("topic '" + topic.topic + "' is another one than before")
                    .hasMessageContaining("was " + position.detail());
            assertThat(e.retryable()).isFalse();
            assertThat(e.hint()).contains("without the state of before");
        });
    }

    @Test
    void aTopicThatIsMadeAgainWhileItIsReadEndsTheRun() {
        TopicFixture topic = topic("remade");
        send(topic, 0, 3);
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(SCHEMA);
        try (Source source = topic.source();
                Reader reader = topic.open(source, 0, Position.START, wakings)) {
            rows.drainUntil(reader, 3, wakings);
            remake(topic);
            assertThatThrownBy(() -> rows.drainUntil(reader, 4, wakings))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("is another one than before");
        }
    }

    @Test
    void recordsThatWereRemovedBeforeTheyWereReadAreMissed() {
        TopicFixture topic = topic("removed");
        send(topic, 0, 6);
        Position position = topic.part(0, Position.START, 2).position();
        TopicPartition partition = new TopicPartition(topic.topic, 0);
        TopicFixture.await(TopicFixture.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5)))
                .all());
        assertThatThrownBy(() -> topic.part(0, position, 1)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e)
                    .hasMessageContaining("reading goes on at offset 2")
                    .hasMessageContaining("begins at offset 5 only");
            assertThat(e.retryable()).isFalse();
        });
    }

    @Test
    void positionsBehindTheEndAreRefused() {
        TopicFixture topic = topic("beyond");
        send(topic, 0, 3);
        Position position = topic.part(0, Position.START, 1).position();
        Position beyond = new Position(40, position.detail());
        assertThatThrownBy(() -> topic.part(0, beyond, 1))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("reading goes on at offset 40, but the partition ends at offset 3");
    }

    @Test
    void brokersThatGoAwayAreWaitedFor() {
        Broker broker = Broker.start(folder);
        int port = broker.port();
        TopicFixture topic;
        try (broker) {
            topic = TopicFixture.at(broker.address(), "restart", SCHEMA).with("scan.startup.mode", "earliest-offset");
            send(topic, 0, 3);
        }
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(SCHEMA);
        Position position;
        try (Broker again = Broker.start(folder, port)) {
            position = topic.part(0, Position.START, 1).position();
        }
        try (Source source = topic.source();
                // Nobody is there when it is opened.
                Reader reader = topic.open(source, 0, position, wakings)) {
            while (topic.messages.size() == 0) {
                wakings.await(reader.poll(rows, 10));
            }
            try (Broker again = Broker.start(folder, port)) {
                rows.drainUntil(reader, 2, wakings);
            }
            // And goes away while it is read.
            try (Broker again = Broker.start(folder, port)) {
                send(topic, 3, 5);
                rows.drainUntil(reader, 4, wakings);
            }
        }
        assertThat(rows.rows()).containsExactly(row(1L), row(2L), row(3L), row(4L));
        assertThat(topic.messages.toString())
                .contains("no broker at 127.0.0.1:" + port + " answers; waiting for Kafka");
    }
}
