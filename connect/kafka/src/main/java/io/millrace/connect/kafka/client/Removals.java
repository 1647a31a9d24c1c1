package io.millrace.connect.kafka.client;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows of records without a value: of the key, what is known beside it, and nothing elsewhere. */
final class Removals {
    private final KeyColumns key;
    private final List<Metadata> metadata;
    /** The columns that only a value has, and what stands there instead. */
    private final Map<Integer, Type> empty;

    /** @param empty slots of columns that only a value has */
    Removals(KeyColumns key, List<Metadata> metadata, Map<Integer, Type> empty) {
        this.key = key;
        this.metadata = metadata;
        this.empty = empty;
    }

    static Removals of(RecordLayout layout, RecordLayout.Part keyPart, int[] columns, List<Metadata> metadata) {
        int physical = layout.table().schema().size();
        Schema readable = layout.table().readable();
        List<Integer> keySlots = new ArrayList<>();
        Map<Integer, Type> empty = new HashMap<>();
        for (int slot = 0; slot < columns.length; slot++) {
            if (columns[slot] < physical && keyPart.indexOf(columns[slot]) >= 0) {
                keySlots.add(slot);
            } else if (columns[slot] < physical) {
                empty.put(slot, readable.type(columns[slot]));
            }
        }
        return new Removals(KeyColumns.of(layout, keyPart, columns, keySlots), metadata, empty);
    }

    /** Appends the row of a record, or says what is wrong with its key. */
    void decode(ConsumerRecord<byte[], byte[]> record, Reader.Rows rows) {
        if (!key.decode(record, rows)) {
            return;
        }
        BatchBuilder row = rows.builder();
        key.append(row);
        metadata.forEach(each -> each.append(record, row));
        empty.forEach((slot, type) -> append(row, slot, type));
        row.endRow();
    }

    private static void append(BatchBuilder row, int slot, Type type) {
        if (type.nullable()) {
            row.column(slot).appendNull();
            return;
        }
        switch (type.storage()) {
            case BOOLEAN -> row.booleans(slot).append(false);
            case LONG -> row.longs(slot).append(0);
            case DOUBLE -> row.doubles(slot).append(0);
            case DECIMAL -> row.decimals(slot).append(0, 0);
            case BYTES -> row.bytes(slot).append(new byte[0], 0, 0);
        }
    }
}
