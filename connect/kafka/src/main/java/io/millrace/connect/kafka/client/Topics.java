package io.millrace.connect.kafka.client;

import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers about topics. Waits for the answers; safe for use by any thread. */
final class Topics implements AutoCloseable {
    private final TopicTable table;
    private @Nullable Admin admin;

    Topics(TopicTable table) {
        this.table = table;
    }

    private synchronized Admin admin() {
        Admin made = admin;
        if (made == null) {
            made = table.clients().admin();
            admin = made;
        }
        return made;
    }

    /** What is known of a topic. */
    record Topic(String id, int partitions) {}

    /**
     * The table's topics by their names.
     *
     * @throws ConnectorException when one that was named is not there
     */
    Map<String, Topic> look() {
        Pattern pattern = table.pattern();
        return describe(pattern == null ? table.topics() : names(pattern));
    }

    private List<String> names(Pattern pattern) {
        return Failures.await(admin().listTopics().names(), "cannot look for topics", table.clients()).stream()
                .filter(name -> pattern.matcher(name).matches())
                .sorted()
                .toList();
    }

    private Map<String, Topic> describe(Collection<String> names) {
        Map<String, Topic> found = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin().describeTopics(names).topicNameValues();
        answers.forEach((name, answer) -> {
            try {
                TopicDescription topic = Failures.await(answer, "cannot read topic '" + name + "'", table.clients());
                found.put(
                        name,
                        new Topic(topic.topicId().toString(), topic.partitions().size()));
            } catch (ConnectorException e) {
                throw e.getCause() instanceof UnknownTopicOrPartitionException ? missing(name) : e;
            }
        });
        return found;
    }

    private ConnectorException missing(String name) {
        List<String> all =
                Failures.await(admin().listTopics().names(), "cannot look for topics", table.clients()).stream()
                        .sorted()
                        .toList();
        return new ConnectorException(
                "there is no topic '" + name + "' at " + table.clients().address(),
                all.size() > 20 && Suggestions.nearest(name, all).isEmpty()
                        ? "make it first; there are " + all.size() + " others"
                        : Suggestions.didYouMean(name, all));
    }

    /** Asks for topics by their names as they are now, without waiting for the answer. */
    KafkaFuture<Map<String, TopicDescription>> ask(Collection<String> names) {
        return admin().describeTopics(names).allTopicNames();
    }

    /** Where partitions begin: their first offset that is still there. */
    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), table.clients().isolation());
    }

    /** Where partitions end: behind what can be read. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), table.clients().isolation());
    }

    /** Where partitions end, with what may yet be given up by its writer. */
    Map<TopicPartition, Long> lastEnds(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The first offset of that time or later; of partitions without one, the end. */
    Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, long millis) {
        Map<TopicPartition, Long> found = offsets(
                partitions, OffsetSpec.forTimestamp(millis), table.clients().isolation());
        List<TopicPartition> without = partitions.stream()
                .filter(partition -> found.getOrDefault(partition, -1L) < 0)
                .toList();
        if (!without.isEmpty()) {
            found.putAll(ends(without));
        }
        return found;
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec wanted, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, wanted));
        Map<TopicPartition, ListOffsetsResultInfo> answer = Failures.await(
                admin().listOffsets(asked, new ListOffsetsOptions(isolation)).all(),
                "cannot look up offsets of table " + table.name(),
                table.clients());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** The offset in a partition that was asked for. */
    static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new ConnectorException("the brokers do not know partition " + partition, null, true, null);
        }
        return offset;
    }

    /** What Kafka was told that a group has read; partitions without are left out. */
    Map<TopicPartition, Long> ofGroup(String group) {
        Map<TopicPartition, OffsetAndMetadata> answer = Failures.await(
                admin().listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group),
                "cannot look up the offsets of group '" + group + "'",
                table.clients());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, told) -> {
            if (told != null) {
                offsets.put(partition, told.offset());
            }
        });
        return offsets;
    }

    /** Makes a topic of one partition that keeps the last record of each key, unless there is one of that name. */
    void makeCompacted(String name) {
        // Small segments: only what is in older ones than the last is compacted.
        Map<String, String> settings =
                Map.of("cleanup.policy", "compact", "segment.bytes", "8388608", "min.cleanable.dirty.ratio", "0.2");
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(settings);
        try {
            if (isThere(name)) {
                return;
            }
            Failures.await(
                    admin().createTopics(List.of(topic)).all(), "cannot make topic '" + name + "'", table.clients());
        } catch (ConnectorException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private boolean isThere(String name) {
        try {
            describe(List.of(name));
            return true;
        } catch (ConnectorException e) {
            if (e.getCause() == null) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
