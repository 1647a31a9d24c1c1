package io.millrace.connect.kafka;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.kafka.Broker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each row gets there exactly once: a sink is given up at every point, and another one goes on. */
class TransactionsTest {
    private static final Schema SCHEMA = Schema.of(new Column("id", Type.BIGINT));

    @TempDir
    private Path folder;

    private static TopicFixture topic() {
        return TopicFixture.create("exactly", 1, SCHEMA);
    }

    private static MarkedSink marked(TopicFixture topic) {
        return (MarkedSink) topic.sink();
    }

    @Test
    void committedRowsAndTheirMarkerAreThereAndNothingElse() {
        TopicFixture topic = topic();
        try (MarkedSink sink = marked(topic)) {
            assertThat(sink.resume(topic.topic)).isZero();
            sink.write(topic.changes(row(1, 1L), row(2, 2L)));
            assertThat(topic.records()).isEmpty();
            sink.commit(7);
            assertThat(topic.settled().records())
                    .containsExactly("null={\"id\":1}", "null={\"id\":2}", "null={\"id\":2}");
            sink.write(topic.changes(row(1, 3L)));
            sink.commit(8);
            sink.commit(9);
        }
        assertThat(topic.settled().rows()).containsExactly(row(1L), row(2L), row(2L), row(3L));
        try (MarkedSink sink = marked(topic)) {
            assertThat(sink.resume(topic.topic)).isEqualTo(9);
        }
    }

    @Test
    void whatWasNotCommittedIsGivenUp() {
        TopicFixture topic = topic();
        MarkedSink lost = marked(topic);
        lost.resume(topic.topic);
        lost.write(topic.changes(row(1, 1L)));
        lost.commit(1);
        lost.write(topic.changes(row(1, 2L)));
        // The process ends here; nobody closes anything.
        try (MarkedSink sink = marked(topic)) {
            assertThat(sink.resume(topic.topic)).isEqualTo(1);
            sink.write(topic.changes(row(1, 2L)));
            sink.commit(2);
        }
        assertThat(topic.settled().rows()).containsExactly(row(1L), row(2L));
    }

    @Test
    void aCommitWhoseAnswerWasLostIsSeen() {
        TopicFixture topic = topic();
        MarkedSink lost = marked(topic);
        lost.resume(topic.topic);
        lost.write(topic.changes(row(1, 1L)));
        lost.commit(5);
        // Whoever called commit has heard nothing: the same sink goes on, as after an error.
        assertThat(lost.resume(topic.topic)).isEqualTo(5);
        lost.write(topic.changes(row(1, 2L)));
        lost.commit(6);
        lost.close();
        assertThat(topic.settled().rows()).containsExactly(row(1L), row(2L));
    }

    @Test
    void anEarlierWriterOfTheSameNameIsShutOut() {
        TopicFixture topic = topic();
        MarkedSink old = marked(topic);
        old.resume(topic.topic);
        old.write(topic.changes(row(1, 1L)));
        MarkedSink fresh = marked(topic);
        assertThat(fresh.resume(topic.topic)).isZero();
        assertThatThrownBy(() -> old.commit(1))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.retryable()).isTrue());
        assertThatThrownBy(() -> old.write(topic.changes(row(1, 9L)))).isInstanceOf(ConnectorException.class);
        fresh.write(topic.changes(row(1, 2L)));
        fresh.commit(2);
        old.close();
        fresh.close();
        assertThat(topic.settled().rows()).containsExactly(row(2L));
    }

    @Test
    void writersHaveMarkersOfTheirOwn() {
        TopicFixture topic = topic();
        try (MarkedSink one = marked(topic);
                MarkedSink other = marked(topic)) {
            one.resume(topic.topic + "-one");
            other.resume(topic.topic + "-other");
            one.write(topic.changes(row(1, 1L)));
            other.write(topic.changes(row(1, 2L)));
            one.commit(11);
            other.commit(22);
            assertThat(one.resume(topic.topic + "-one")).isEqualTo(11);
            assertThat(other.resume(topic.topic + "-other")).isEqualTo(22);
        }
    }

    @Test
    void aMarkerIsFoundBehindWhatAnotherHasNotCommittedYet() {
        TopicFixture topic = topic();
        try (MarkedSink sink = marked(topic)) {
            sink.resume(topic.topic);
            // Another's transaction that is open in the topic of markers, from before our marker until it is given up.
            KafkaProducer<String, byte[]> other = topic.producer(
                    Map.of("transactional.id", topic.topic + "-other", "transaction.timeout.ms", "3000"));
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>("__millrace_markers", 0, "other", "1".getBytes(StandardCharsets.UTF_8)));
            other.flush();
            sink.write(topic.changes(row(1, 1L)));
            sink.commit(3);
            assertThat(sink.resume(topic.topic)).isEqualTo(3);
            other.close(Duration.ZERO);
        }
    }

    @Test
    void namesOfTransactionsBeginAsTold() {
        TopicFixture topic = topic().with("sink.transactional-id-prefix", "mine");
        try (MarkedSink sink = marked(topic)) {
            sink.resume(topic.topic);
            assertThat(TopicFixture.await(
                            TopicFixture.admin().listTransactions().all()))
                    .extracting(TransactionListing::transactionalId)
                    .contains("mine-" + topic.topic);
        }
    }

    @Test
    void atLeastOnceIsAChoice() {
        TopicFixture topic = topic().with("sink.delivery-guarantee", "at-least-once");
        try (Sink sink = topic.sink()) {
            assertThat(sink).isNotInstanceOf(MarkedSink.class);
            sink.write(topic.changes(row(1, 1L)));
            sink.endEpoch(1, 0);
        }
        assertThat(topic.settled().rows()).containsExactly(row(1L));
    }

    @Test
    void aBrokerThatIsAwayWhileCommittingMayWorkLater() {
        Broker broker = Broker.start(folder);
        int port = broker.port();
        TopicFixture topic = TopicFixture.at(broker.address(), "away", SCHEMA)
                .with("properties.max.block.ms", "2000", "properties.request.timeout.ms", "1000")
                .with("properties.delivery.timeout.ms", "2000", "properties.default.api.timeout.ms", "2000");
        try (MarkedSink sink = marked(topic)) {
            try (broker) {
                sink.resume("writer");
                sink.write(topic.changes(row(1, 1L)));
                sink.commit(1);
                sink.write(topic.changes(row(1, 2L)));
            }
            assertThatThrownBy(() -> sink.commit(2))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.retryable()).isTrue());
            assertThatThrownBy(() -> sink.resume("writer"))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.retryable()).isTrue());
            try (Broker again = Broker.start(folder, port)) {
                assertThat(sink.resume("writer")).isEqualTo(1);
                sink.write(topic.changes(row(1, 2L)));
                sink.commit(2);
                assertThat(topic.settled().rows()).containsExactly(row(1L), row(2L));
            }
        }
    }
}
