package io.millrace.connect.kafka.client;

import io.millrace.core.env.Environment;
import io.millrace.core.error.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic that remembers the last marker under each name: compacted, one partition, the name as key and the marker as
 * value. A marker is written within the transaction whose marker it is. (Offsets of a consumer group would need no topic,
 * but brokers forget those of a group that was silent for a week.)
 */
final class Markers {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final TopicTable table;
    private final TopicPartition place;

    Markers(TopicTable table) {
        this.table = table;
        place = new TopicPartition(table.options().require("sink.markers-topic"), 0);
    }

    /** Makes the topic unless it is there. */
    void make() {
        try (Topics topics = new Topics(table)) {
            topics.makeCompacted(place.topic());
        }
    }

    ProducerRecord<byte[], byte[]> record(String name, long marker) {
        return new ProducerRecord<>(
                place.topic(),
                place.partition(),
                name.getBytes(StandardCharsets.UTF_8),
                Long.toString(marker).getBytes(StandardCharsets.UTF_8));
    }

    /** The last marker under a name whose transaction was committed; 0 when there is none. */
    long read(String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        long marker = 0;
        try (Topics topics = new Topics(table)) {
            // Behind everything, also what others have not committed yet: they may stand before our last one.
            long end = topics.lastEnds(List.of(place)).getOrDefault(place, 0L);
            long beginning = topics.beginnings(List.of(place)).getOrDefault(place, 0L);
            KafkaConsumer<byte[], byte[]> consumer = table.clients().consumer(IsolationLevel.READ_COMMITTED);
            try {
                consumer.assign(List.of(place));
                consumer.seek(place, beginning);
                Environment.Clock clock = table.context().environment().clock();
                long until = clock.nanos() + PATIENCE_NANOS;
                while (consumer.position(place) < end) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                        if (Arrays.equals(record.key(), key) && record.value() != null) {
                            marker = Long.parseLong(new String(record.value(), StandardCharsets.UTF_8));
                        }
                    }
                    if (clock.nanos() > until) {
                        throw new ConnectorException(
                                "cannot read markers in topic '" + place.topic()
                                        + "' to its end: no broker answers, or somebody's transaction is open",
                                "it is tried again; brokers give up such a transaction after its timeout",
                                true,
                                null);
                    }
                }
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        } catch (KafkaException e) {
            throw Failures.translated("cannot read markers in topic '" + place.topic() + "'", e, table.clients());
        } catch (NumberFormatException e) {
            throw new ConnectorException(
                    "topic '" + place.topic() + "' holds something else than markers",
                    "choose another one with 'sink.markers-topic'",
                    false,
                    e);
        }
        return marker;
    }
}
