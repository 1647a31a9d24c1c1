package io.millrace.connect.kafka.client;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A column of what is known of a record beside its key and value. */
final class Metadata {
    private static final RowLayout HEADER = RowLayout.of(Type.map(Type.STRING.notNull(), Type.BYTES));

    private final String name;
    private final int slot;
    private final NestedWriter headers = new NestedWriter();
    /** The text that came last, which mostly is the next one, too. */
    private String text = "";

    private byte[] encoded = new byte[0];

    private Metadata(String name, int slot) {
        this.name = name;
        this.slot = slot;
    }

    /** @param slot where in a row it goes */
    static Metadata of(String name, int slot) {
        return new Metadata(name, slot);
    }

    void append(ConsumerRecord<byte[], byte[]> record, BatchBuilder row) {
        switch (name) {
            case "topic" -> append(record.topic(), row);
            case "partition" -> row.longs(slot).append(record.partition());
            case "offset" -> row.longs(slot).append(record.offset());
            case "timestamp" -> row.longs(slot).append(TimeUnit.MILLISECONDS.toMicros(record.timestamp()));
            case "timestamp-type" -> append(record.timestampType().toString(), row);
            case "leader-epoch" ->
                record.leaderEpoch()
                        .ifPresentOrElse(
                                epoch -> row.longs(slot).append(epoch),
                                () -> row.longs(slot).appendNull());
            case "headers" -> appendHeaders(record, row);
            case "$removes" -> row.booleans(slot).append(record.value() == null);
            default -> throw new IllegalArgumentException("no metadata " + name);
        }
    }

    private void append(String value, BatchBuilder row) {
        if (!value.equals(text)) {
            text = value;
            encoded = value.getBytes(StandardCharsets.UTF_8);
        }
        row.bytes(slot).append(encoded, 0, encoded.length);
    }

    private void appendHeaders(ConsumerRecord<byte[], byte[]> record, BatchBuilder row) {
        headers.clear().beginMap(HEADER);
        for (Header header : record.headers()) {
            byte[] key = header.key().getBytes(StandardCharsets.UTF_8);
            byte[] value = header.value();
            headers.beginRow(HEADER);
            headers.writeBytes(key, 0, key.length);
            if (value == null) {
                headers.writeNull();
            } else {
                headers.writeBytes(value, 0, value.length);
            }
            headers.end();
        }
        headers.end();
        row.bytes(slot).append(headers.data(), 0, headers.length());
    }
}
