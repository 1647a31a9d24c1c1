package io.millrace.connect.kafka.client;

import io.millrace.connect.format.Chunk;
import io.millrace.connect.format.Decoder;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Columns of a row that come from its key. */
final class KeyColumns implements Reader.Rows {
    private final Decoder decoder;
    private final BatchBuilder builder;
    private final int[] slots;
    private final Chunk chunk = new Chunk();
    private @Nullable Batch row;
    private @Nullable String problem;

    private KeyColumns(Decoder decoder, BatchBuilder builder, int[] slots) {
        this.decoder = decoder;
        this.builder = builder;
        this.slots = slots;
    }

    /**
     * @param columns what a row is to have
     * @param chosen the slots of those that come from the key
     */
    static KeyColumns of(RecordLayout layout, RecordLayout.Part key, int[] columns, List<Integer> chosen) {
        int[] slots = chosen.stream().mapToInt(Integer::intValue).toArray();
        int[] wanted =
                Arrays.stream(slots).map(slot -> key.indexOf(columns[slot])).toArray();
        Schema schema = key.table().schema().select(wanted);
        return new KeyColumns(RecordDecoder.decoder(layout, key, wanted), new BatchBuilder(schema, 1), slots);
    }

    /** Reads the key of a record; false when it is a bad row, which has been said. */
    boolean decode(ConsumerRecord<byte[], byte[]> record, Reader.Rows rows) {
        byte[] bytes = record.key();
        builder.clear();
        problem = bytes == null ? "there is none" : null;
        if (bytes != null) {
            decoder.decode(chunk.set(bytes, 0, bytes.length, record.offset(), true), this, Integer.MAX_VALUE);
        }
        if (problem == null && builder.size() != 1) {
            problem = "it is " + builder.size() + " rows";
        }
        if (problem != null) {
            byte[] shown = bytes == null ? new byte[0] : bytes;
            rows.error(shown, 0, shown.length, "key: " + problem, record.offset());
            return false;
        }
        row = builder.build();
        return true;
    }

    /** Appends what was read to the columns of a row. */
    void append(BatchBuilder whole) {
        Batch current = row;
        for (int i = 0; current != null && i < slots.length; i++) {
            whole.column(slots[i]).append(current.column(i), 0);
        }
    }

    @Override
    public BatchBuilder builder() {
        return builder;
    }

    @Override
    public void error(byte[] raw, int start, int length, String reason, long offset) {
        problem = reason;
    }
}
