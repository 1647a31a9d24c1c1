package io.millrace.connect.kafka.client;

import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.error.ConnectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics that are read. Nothing is asked of a broker before {@link #splits} or {@link #open}. All partitions share one
 * consumer on a thread of its own.
 */
final class KafkaSource implements GrowingSource {
    private final TopicTable table;
    private final RecordLayout layout;
    private final Topics topics;
    private final Offsets offsets;
    /** The partitions that were told or opened, and where reading starts in them. */
    private final Map<TopicPartition, Place> known = new HashMap<>();

    private boolean looked;
    private boolean resumed;
    private @Nullable Fetcher fetcher;

    /** @param startup where reading starts, as {@code scan.startup.mode} says it */
    KafkaSource(TopicTable table, RecordLayout layout, String startup) {
        this.table = table;
        this.layout = layout;
        topics = new Topics(table);
        offsets = new Offsets(table, topics, startup);
        // What is wrong with the formats' options is to be said now.
        layout.decoder(new int[0]);
    }

    @Override
    public boolean bounded() {
        return offsets.bounded();
    }

    @Override
    public Duration discoveryInterval() {
        return bounded()
                ? Duration.ZERO
                : table.options()
                        .duration("scan.topic-partition-discovery.interval")
                        .orElse(Duration.ZERO);
    }

    @Override
    public synchronized List<Split> splits() {
        if (!looked) {
            looked = true;
            return look(resumed);
        }
        List<Split> all = new ArrayList<>();
        known.keySet().stream()
                .sorted((one, other) -> one.topic().equals(other.topic())
                        ? Integer.compare(one.partition(), other.partition())
                        : one.topic().compareTo(other.topic()))
                .forEach(partition -> all.add(new Split(Place.splitId(partition))));
        return all;
    }

    @Override
    public synchronized List<Split> discover() {
        try {
            return look(true);
        } catch (ConnectorException e) {
            // Brokers that are away are waited for; the next look may see them.
            if (e.retryable()) {
                return List.of();
            }
            throw e;
        }
    }

    /** @param later whether partitions that are not known yet have come after reading started */
    private List<Split> look(boolean later) {
        Map<String, Topics.Topic> found = topics.look();
        List<TopicPartition> fresh = new ArrayList<>();
        found.forEach((name, topic) -> {
            for (int i = 0; i < topic.partitions(); i++) {
                TopicPartition partition = new TopicPartition(name, i);
                Place place = known.get(partition);
                if (place == null) {
                    fresh.add(partition);
                } else {
                    Identity.check(partition, place.topicId(), topic.id());
                }
            }
        });
        if (fresh.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, Long> starts = later ? offsets.beginnings(fresh) : offsets.starts(fresh);
        Map<TopicPartition, Long> ends = offsets.ends(fresh);
        List<Split> splits = new ArrayList<>();
        for (TopicPartition partition : fresh) {
            Topics.Topic topic = found.get(partition.topic());
            if (topic != null) {
                long start = Topics.of(starts, partition);
                known.put(partition, new Place(partition, topic.id(), start, Topics.of(ends, partition)));
            }
            splits.add(new Split(Place.splitId(partition)));
        }
        return splits;
    }

    @Override
    public synchronized Reader open(Split split, Position position, int[] columns, Runnable waker) {
        TopicPartition partition = Place.partition(split);
        Place place;
        boolean old = !position.equals(Position.START);
        if (old) {
            resumed = true;
            place = Place.of(split, position);
            if (bounded() && place.end() == Offsets.NEVER) {
                place = place.until(end(partition));
            }
            known.put(partition, place);
        } else {
            if (!known.containsKey(partition)) {
                looked = true;
                look(resumed);
            }
            place = known.get(partition);
            if (place == null) {
                throw new ConnectorException(
                        "there is no partition " + split.id() + " at "
                                + table.clients().address(),
                        "was the topic made again with fewer partitions?");
            }
        }
        Fetcher running = fetcher();
        Inbox inbox = running.add(place, old, waker);
        return new PartitionReader(place, inbox, running, layout.decoder(columns));
    }

    private long end(TopicPartition partition) {
        Collection<TopicPartition> one = List.of(partition);
        return offsets.ends(one).getOrDefault(partition, Offsets.NEVER);
    }

    private Fetcher fetcher() {
        Fetcher running = fetcher;
        if (running == null) {
            running = new Fetcher(table, topics);
            fetcher = running;
            running.start();
        }
        return running;
    }

    @Override
    public void close() {
        Fetcher running;
        synchronized (this) {
            running = fetcher;
            fetcher = null;
        }
        if (running != null) {
            running.close();
        }
        topics.close();
    }
}
