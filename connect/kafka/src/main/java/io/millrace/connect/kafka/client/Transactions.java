package io.millrace.connect.kafka.client;

import io.millrace.core.error.ConnectorException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The transactions of one producer under a name, each with a marker. */
final class Transactions {
    private final Sending sending;
    private final Markers markers;
    private final String name;
    private boolean open;

    Transactions(TopicTable table, String name) {
        this.name = name;
        markers = new Markers(table);
        sending = new Sending(table, name);
    }

    /**
     * Shuts out whoever wrote under this name before, and has the brokers finish what was left open.
     *
     * @return the last marker that became part of the topic, or 0
     */
    long begin() {
        return definite(() -> {
            markers.make();
            sending.call(KafkaProducer::initTransactions);
            return markers.read(name);
        });
    }

    void write(Consumer<Sending> action) {
        definite(() -> {
            if (!open) {
                sending.call(KafkaProducer::beginTransaction);
                open = true;
            }
            action.accept(sending);
            return 0L;
        });
    }

    void commit(long marker) {
        definite(() -> {
            // The marker comes last, so that others who wait to read theirs do not wait for the rows.
            sending.flush();
            sending.send(markers.record(name, marker));
            sending.call(KafkaProducer::commitTransaction);
            open = false;
            return 0L;
        });
    }

    void abandon() {
        sending.abandon();
    }

    /** Something that returns a number. */
    private interface Step {
        long run();
    }

    /** Whatever goes wrong with a transaction is tried again from the marker on, except where that cannot help. */
    private static long definite(Step step) {
        try {
            return step.run();
        } catch (ConnectorException e) {
            throw mayWorkLater(e) && !e.retryable()
                    ? new ConnectorException(String.valueOf(e.getMessage()), e.hint(), true, e)
                    : e;
        }
    }

    private static boolean mayWorkLater(ConnectorException e) {
        Throwable cause = e.getCause();
        return cause != null
                && !(cause instanceof AuthenticationException
                        || cause instanceof AuthorizationException
                        || cause instanceof RecordTooLargeException
                        || cause instanceof InvalidConfigurationException
                        || cause instanceof UnsupportedVersionException);
    }
}
