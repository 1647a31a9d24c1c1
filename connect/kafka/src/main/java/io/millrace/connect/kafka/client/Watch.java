package io.millrace.connect.kafka.client;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a consumer does not say: that no broker is there, and that a topic was removed or made again. One thread
 * calls it, between polls; it never waits.
 */
final class Watch {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TOPICS_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How long brokers may be away before it is said, and how often it is said again. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TopicTable table;
    private final Topics topics;
    private final PrintStream messages;
    private long lookedNanos;
    private long heardNanos;
    private long askedNanos;
    private long toldNanos;
    private boolean told;
    private int missing;
    private @Nullable KafkaFuture<Map<String, TopicDescription>> asked;

    Watch(TopicTable table, Topics topics) {
        this.table = table;
        this.topics = topics;
        messages = table.context().standardError();
        lookedNanos = now();
        heardNanos = lookedNanos;
        askedNanos = lookedNanos;
    }

    private long now() {
        return table.context().environment().clock().nanos();
    }

    /** Records have come. */
    void heard() {
        heardNanos = now();
        if (told) {
            tell(true);
        }
    }

    /** @throws io.millrace.core.error.ConnectorException when a topic is not what it was */
    void look(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Inbox> inboxes) {
        long now = now();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        boolean connected = connections(consumer) > 0;
        if (connected || inboxes.isEmpty()) {
            heardNanos = now;
        }
        if (connected && told) {
            tell(true);
        } else if (!connected && now - heardNanos > SILENT_NANOS) {
            tell(false);
        }
        checkTopics(now, inboxes);
    }

    private static double connections(KafkaConsumer<?, ?> consumer) {
        for (Metric metric : consumer.metrics().values()) {
            if (metric.metricName().name().equals("connection-count")
                    && metric.metricName().group().equals("consumer-metrics")
                    && metric.metricValue() instanceof Number count) {
                return count.doubleValue();
            }
        }
        return 1;
    }

    /** Says that brokers are away, once a minute at most, and once that they are back. */
    void tell(boolean back) {
        long now = now();
        if (back) {
            told = false;
            messages.println(
                    "table " + table.name() + ": Kafka at " + table.clients().address() + " is there again");
        } else if (!told || now - toldNanos > AGAIN_NANOS) {
            told = true;
            toldNanos = now;
            messages.println("table " + table.name() + ": no broker at "
                    + table.clients().address() + " answers; waiting for Kafka");
        }
    }

    private void checkTopics(long now, Map<TopicPartition, Inbox> inboxes) {
        KafkaFuture<Map<String, TopicDescription>> pending = asked;
        if (pending == null) {
            if (now - askedNanos >= TOPICS_NANOS && !inboxes.isEmpty()) {
                askedNanos = now;
                Set<String> names = new HashSet<>();
                inboxes.keySet().forEach(partition -> names.add(partition.topic()));
                asked = topics.ask(names);
            }
            return;
        }
        if (!pending.isDone()) {
            return;
        }
        asked = null;
        try {
            Map<String, TopicDescription> found = pending.get();
            missing = 0;
            inboxes.forEach((partition, inbox) -> {
                TopicDescription topic = found.get(partition.topic());
                if (topic != null) {
                    Identity.check(
                            partition, inbox.start().topicId(), topic.topicId().toString());
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // A broker that has just started may not know yet what there is.
            if (e.getCause() instanceof UnknownTopicOrPartitionException && ++missing > 1) {
                throw Identity.removed(inboxes.keySet().iterator().next().topic());
            }
        }
    }
}
