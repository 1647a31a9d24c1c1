package io.millrace.connect.kafka.client;

import io.millrace.core.env.Environment;
import io.millrace.core.error.ConnectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches records of all partitions of a table with one consumer, on a thread of its own. A partition whose readers are
 * slow is paused; brokers that are away are waited for. No consumer group takes part: partitions are assigned here, and
 * places come from outside alone.
 */
final class Fetcher {
    /** Records that wait for all readers together. */
    private static final long WAITING_BYTES = 32 << 20;

    private static final long LEAST_WAITING_BYTES = 256 << 10;
    /** What a record takes beside its key and value. */
    private static final int RECORD_BYTES = 120;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final TopicTable table;
    private final Topics topics;
    private final Environment.Clock clock;
    private final Watch watch;
    private final CountDownLatch ended = new CountDownLatch(1);

    // What others ask for.
    private final List<Inbox> added = new ArrayList<>();
    private final Set<Inbox> unchecked = new HashSet<>();
    private boolean someClosed;
    private boolean closed;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> running;
    private volatile @Nullable ConnectorException failure;

    // Of the thread alone.
    private final Map<TopicPartition, Inbox> inboxes = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long committedNanos;

    Fetcher(TopicTable table, Topics topics) {
        this.table = table;
        this.topics = topics;
        clock = table.context().environment().clock();
        watch = new Watch(table, topics);
        committedNanos = clock.nanos();
    }

    void start() {
        table.context().environment().threads().start("kafka " + table.name(), this::run);
    }

    /**
     * Begins to fetch a partition.
     *
     * @param old whether the place is from an earlier run, so that the topic may have changed since
     */
    Inbox add(Place place, boolean old, Runnable waker) {
        Inbox inbox = new Inbox(place, waker);
        synchronized (this) {
            added.add(inbox);
            if (old) {
                unchecked.add(inbox);
            }
            notifyAll();
        }
        wakeUp();
        return inbox;
    }

    void remove(Inbox inbox) {
        inbox.close();
        synchronized (this) {
            someClosed = true;
        }
    }

    /** Says that a reader has taken something: a partition that was paused may go on. */
    void drained(Inbox inbox) {
        if (inbox.paused() && inbox.bytes() < limit() / 2) {
            inbox.paused(false);
            wakeUp();
        }
    }

    /** @throws ConnectorException when fetching has ended with an error */
    void checkFailure() {
        ConnectorException known = failure;
        if (known != null) {
            throw known;
        }
    }

    private void wakeUp() {
        KafkaConsumer<byte[], byte[]> consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private long limit() {
        return Math.max(LEAST_WAITING_BYTES, WAITING_BYTES / Math.max(1, inboxes.size()));
    }

    private void run() {
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = table.clients().consumer();
            running = consumer;
            while (awaitWork()) {
                try {
                    if (admit(consumer)) {
                        deliver(consumer.poll(POLL));
                    }
                    pause(consumer);
                    watch.look(consumer, inboxes);
                    commit(consumer);
                } catch (WakeupException e) {
                    // Somebody wants something: the next round sees what.
                }
            }
        } catch (OffsetOutOfRangeException e) {
            fail(outOfRange(e));
        } catch (InterruptException e) {
            // The host is ending.
        } catch (RuntimeException | LinkageError e) {
            fail(Failures.translated("cannot read table " + table.name(), e, table.clients()));
        } finally {
            running = null;
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(CLOSE));
            }
            ended.countDown();
        }
    }

    /** Waits for partitions to read; false when it is over. */
    private synchronized boolean awaitWork() {
        try {
            while (!closed && added.isEmpty() && inboxes.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    /** Takes in what was added and leaves out what was closed; false when there is nothing to fetch yet. */
    private boolean admit(KafkaConsumer<byte[], byte[]> consumer) {
        List<Inbox> fresh = new ArrayList<>();
        List<Inbox> old = new ArrayList<>();
        boolean changed;
        synchronized (this) {
            changed = someClosed;
            someClosed = false;
            for (Inbox inbox : added) {
                (unchecked.contains(inbox) ? old : fresh).add(inbox);
            }
            added.clear();
        }
        if (!old.isEmpty() && !areThere(old)) {
            synchronized (this) {
                added.addAll(old);
            }
            old.clear();
        }
        fresh.addAll(old);
        changed |= inboxes.values().removeIf(Inbox::closed);
        fresh.removeIf(inbox ->
                inbox.closed() || inbox.start().offset() >= inbox.start().end());
        if (changed || !fresh.isEmpty()) {
            fresh.forEach(inbox -> inboxes.put(inbox.start().partition(), inbox));
            consumer.assign(inboxes.keySet());
            for (Inbox inbox : fresh) {
                consumer.seek(inbox.start().partition(), inbox.start().offset());
            }
        }
        return !inboxes.isEmpty();
    }

    /** Whether brokers have said that these places are as they were; false when none answers, to ask again. */
    private boolean areThere(List<Inbox> old) {
        try {
            Map<String, Topics.Topic> found = topics.look();
            List<TopicPartition> partitions = new ArrayList<>();
            for (Inbox inbox : old) {
                TopicPartition partition = inbox.start().partition();
                Topics.Topic topic = found.get(partition.topic());
                if (topic == null) {
                    throw Identity.removed(partition.topic());
                }
                Identity.check(partition, inbox.start().topicId(), topic.id());
                partitions.add(partition);
            }
            Map<TopicPartition, Long> beginnings = topics.beginnings(partitions);
            Map<TopicPartition, Long> ends = topics.lastEnds(partitions);
            for (Inbox inbox : old) {
                TopicPartition partition = inbox.start().partition();
                Identity.check(inbox.start(), Topics.of(beginnings, partition), Topics.of(ends, partition));
            }
        } catch (ConnectorException e) {
            if (!e.retryable()) {
                throw e;
            }
            watch.tell(false);
            return false;
        }
        synchronized (this) {
            old.forEach(unchecked::remove);
        }
        return true;
    }

    private void deliver(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
        next.forEach((partition, behind) -> {
            Inbox inbox = inboxes.get(partition);
            if (inbox != null && !inbox.closed()) {
                List<ConsumerRecord<byte[], byte[]>> own = records.records(partition);
                long bytes = 0;
                for (ConsumerRecord<byte[], byte[]> record : own) {
                    bytes += RECORD_BYTES
                            + Math.max(0, record.serializedKeySize())
                            + Math.max(0, record.serializedValueSize());
                }
                inbox.put(new Inbox.Fetched(own, behind.offset(), bytes));
                if (behind.offset() >= inbox.start().end()) {
                    finished(inbox);
                }
            }
        });
        if (!next.isEmpty()) {
            watch.heard();
        }
    }

    private synchronized void finished(Inbox inbox) {
        inbox.finished();
        someClosed = true;
    }

    private void pause(KafkaConsumer<byte[], byte[]> consumer) {
        long limit = limit();
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pausing = new ArrayList<>();
        List<TopicPartition> resuming = new ArrayList<>();
        inboxes.forEach((partition, inbox) -> {
            if (!paused.contains(partition) && inbox.bytes() >= limit) {
                inbox.paused(true);
                pausing.add(partition);
            } else if (paused.contains(partition) && inbox.bytes() < limit / 2) {
                inbox.paused(false);
                resuming.add(partition);
            }
        });
        consumer.pause(pausing);
        consumer.resume(resuming);
    }

    /** Tells Kafka how far the group has read, for people who ask it; nothing depends on it. */
    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        long now = clock.nanos();
        if (table.clients().group() == null || now - committedNanos < COMMIT_NANOS) {
            return;
        }
        committedNanos = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        inboxes.forEach((partition, inbox) -> {
            long consumed = inbox.consumed();
            if (!Long.valueOf(consumed).equals(committed.put(partition, consumed))) {
                offsets.put(partition, new OffsetAndMetadata(consumed));
            }
        });
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (done, problem) -> {});
        }
    }

    private ConnectorException outOfRange(OffsetOutOfRangeException e) {
        Map.Entry<TopicPartition, Long> first =
                e.offsetOutOfRangePartitions().entrySet().iterator().next();
        TopicPartition partition = first.getKey();
        try {
            Inbox inbox = inboxes.get(partition);
            Topics.Topic topic = topics.look().get(partition.topic());
            if (inbox != null && topic != null) {
                Identity.check(partition, inbox.start().topicId(), topic.id());
            }
            List<TopicPartition> one = List.of(partition);
            return Identity.outOfRange(
                    partition,
                    first.getValue(),
                    Topics.of(topics.beginnings(one), partition),
                    Topics.of(topics.lastEnds(one), partition));
        } catch (ConnectorException better) {
            return better;
        }
    }

    private void fail(ConnectorException reason) {
        failure = reason;
        List<Inbox> all;
        synchronized (this) {
            all = new ArrayList<>(inboxes.values());
            all.addAll(added);
        }
        all.forEach(Inbox::wake);
    }

    /** Ends fetching; the thread has ended, or has been told to, when this returns. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        wakeUp();
        try {
            if (!ended.await(CLOSE.toSeconds() + 3, TimeUnit.SECONDS)) {
                wakeUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
