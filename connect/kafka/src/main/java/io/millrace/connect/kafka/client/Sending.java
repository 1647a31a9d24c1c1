package io.millrace.connect.kafka.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A producer, and the first thing that went wrong with it; after that it is of no use. One thread at a time calls it, but
 * {@link #close}.
 */
final class Sending implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String what;
    private final Clients clients;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param transactional the name of its transactions, or null */
    Sending(TopicTable table, @Nullable String transactional) {
        clients = table.clients();
        what = "cannot write table " + table.name();
        producer = clients.producer(transactional);
    }

    /** Sends a record, when there is room; whether it has arrived is told by {@link #flush} or a commit. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ProducerRecord<byte[], byte[]> record) {
        call(known -> known.send(record, (sent, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        }));
    }

    /** Waits until all that was sent has arrived. */
    void flush() {
        call(KafkaProducer::flush);
    }

    int partitions(String topic) {
        try {
            return producer.partitionsFor(topic).size();
        } catch (KafkaException e) {
            throw Failures.translated(what, e, clients);
        }
    }

    /** Does something, and says what went wrong until now. */
    void call(Consumer<KafkaProducer<byte[], byte[]>> action) {
        check();
        try {
            action.accept(producer);
        } catch (KafkaException | IllegalStateException e) {
            failure.compareAndSet(null, e);
        }
        check();
    }

    private void check() {
        Exception problem = failure.get();
        if (problem != null) {
            throw Failures.translated(what, problem, clients);
        }
    }

    /** Ends it after what was sent has arrived, or could not. */
    @Override
    public void close() {
        producer.close(failure.get() == null ? CLOSE : Duration.ZERO);
    }

    /** Ends it at once: what has not arrived will not, and an open transaction stays for whoever comes next to give up. */
    void abandon() {
        producer.close(Duration.ZERO);
    }
}
