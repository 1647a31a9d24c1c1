package io.millrace.connect.kafka.client;

import io.millrace.connect.format.Encoder;
import io.millrace.connect.format.Format.Framing;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.ConnectorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of rows. Of a table with a primary key a row that goes becomes a record without a value, unless one of the
 * same key comes in its place. One thread at a time.
 */
final class TopicWriter {
    private final TopicTable table;
    private final String topic;
    private final @Nullable PartEncoder key;
    private final PartEncoder value;
    private final boolean upserts;
    /** Whether records say what they do to the table. */
    private final boolean told;

    private final Partitioning partitioning;
    /** Keys whose rows went, and for which none has come yet. */
    private final Set<KeyBytes> gone = new LinkedHashSet<>();

    private int next;

    /** Where records go. */
    private enum Partitioning {
        BY_KEY,
        FIRST,
        ROUND_ROBIN
    }

    private TopicWriter(TopicTable table, RecordLayout layout) {
        this.table = table;
        upserts = layout.upserts();
        told = layout.value().format().changes();
        topic = table.target();
        RecordLayout.Part keyPart = layout.key();
        key = keyPart == null ? null : new PartEncoder(keyPart, table);
        value = new PartEncoder(layout.value(), table);
        partitioning = switch (table.options().text("sink.partitioner").orElse("default")) {
            case "fixed" -> Partitioning.FIRST;
            case "round-robin" -> Partitioning.ROUND_ROBIN;
            default -> Partitioning.BY_KEY;
        };
    }

    static TopicWriter of(TopicTable table, RecordLayout layout) {
        return new TopicWriter(table, layout);
    }

    /** Writes changes of rows. */
    void write(Batch changes, Sending sending) {
        for (int row = 0; row < changes.size(); row++) {
            long weight = changes.weight(row);
            if (upserts) {
                writeChange(changes, row, weight, sending);
                continue;
            }
            if (weight < 0 && !told) {
                throw new ConnectorException(
                        "table " + table.name()
                                + " is a topic that rows are added to, but its input takes rows away, too",
                        "write to a table of connector 'upsert-kafka', or of a format such as debezium-json");
            }
            byte[] keyBytes = key == null ? null : key.encode(changes, row);
            byte[] valueBytes = value.encode(changes, row);
            for (long i = Math.abs(weight); i > 0; i--) {
                send(keyBytes, valueBytes, sending);
            }
        }
    }

    private void writeChange(Batch changes, int row, long weight, Sending sending) {
        if (key == null) {
            throw new IllegalStateException("bug: a primary key without columns");
        }
        byte[] keyBytes = key.encode(changes, row);
        KeyBytes name = new KeyBytes(keyBytes);
        if (weight < 0) {
            gone.add(name);
        } else {
            gone.remove(name);
            send(keyBytes, value.encode(changes, row), sending);
        }
    }

    /** Writes what was held back: after this, a reader has everything. */
    void finish(Sending sending) {
        for (KeyBytes name : gone) {
            send(name.bytes, null, sending);
        }
        gone.clear();
    }

    /** Forgets what was held back. */
    void forget() {
        gone.clear();
    }

    private void send(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes, Sending sending) {
        Integer partition = null;
        if (partitioning == Partitioning.ROUND_ROBIN) {
            next = (next + 1) % sending.partitions(topic);
            partition = next;
        } else if (partitioning == Partitioning.FIRST) {
            partition = 0;
        }
        sending.send(new ProducerRecord<>(topic, partition, keyBytes, valueBytes));
    }

    /** A key as it is written. */
    private static final class KeyBytes {
        private final byte[] bytes;

        KeyBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof KeyBytes key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** Writes the key or the value of rows. */
    private static final class PartEncoder extends ByteArrayOutputStream {
        private final Encoder encoder;
        private final Vector[] columns;
        private final int[] chosen;
        private @Nullable Batch whole;
        private @Nullable Batch part;

        PartEncoder(RecordLayout.Part part, TopicTable table) {
            super(256);
            encoder = part.format().encoder(part.table(), table.context().zone(), Framing.MESSAGE);
            chosen = part.columns();
            columns = new Vector[chosen.length];
        }

        byte[] encode(Batch changes, int row) {
            try {
                reset();
                encoder.encode(select(changes), row, this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return toByteArray();
        }

        private Batch select(Batch changes) {
            Batch known = part;
            if (known == null || whole != changes) {
                for (int i = 0; i < chosen.length; i++) {
                    columns[i] = changes.column(chosen[i]);
                }
                known = new Batch(columns.clone(), changes.size(), changes.weights());
                part = known;
                whole = changes;
            }
            return known;
        }
    }
}
