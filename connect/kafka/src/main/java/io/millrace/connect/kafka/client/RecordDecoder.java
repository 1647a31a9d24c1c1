package io.millrace.connect.kafka.client;

import io.millrace.connect.format.Chunk;
import io.millrace.connect.format.Decoder;
import io.millrace.connect.format.Format;
import io.millrace.connect.format.Format.Framing;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of records: of their values, and where that is wanted of their keys and of what is known beside them. A record
 * without a value gives no row, or where the newest row of each key is told one that says so; one whose key or value cannot
 * be read is a bad row.
 */
final class RecordDecoder {
    private final Decoder value;
    private final Chunk chunk = new Chunk();
    private final Target target = new Target();
    /** Where the value's columns go; null when they are all there is, in order. */
    private final int @Nullable [] valueSlots;

    private final @Nullable KeyColumns key;
    private final List<Metadata> metadata;
    /** What becomes of records without a value; null when nothing does. */
    private final @Nullable Removals removals;

    private @Nullable BatchBuilder valuePart;
    private @Nullable BatchBuilder valuePartOf;

    private RecordDecoder(
            Decoder value,
            int @Nullable [] valueSlots,
            @Nullable KeyColumns key,
            List<Metadata> metadata,
            @Nullable Removals removals) {
        this.value = value;
        this.removals = removals;
        this.valueSlots = valueSlots;
        this.key = key;
        this.metadata = metadata;
    }

    static RecordDecoder of(RecordLayout layout, int[] columns) {
        int physical = layout.table().schema().size();
        RecordLayout.Part keyPart = layout.key();
        List<Integer> valueSlots = new ArrayList<>();
        List<Integer> keySlots = new ArrayList<>();
        List<Metadata> metadata = new ArrayList<>();
        for (int slot = 0; slot < columns.length; slot++) {
            if (columns[slot] >= physical) {
                String name =
                        layout.table().metadata().get(columns[slot] - physical).name();
                metadata.add(Metadata.of(name, slot));
            } else if (layout.value().indexOf(columns[slot]) >= 0) {
                valueSlots.add(slot);
            } else {
                keySlots.add(slot);
            }
        }
        int[] chosen = valueSlots.stream().mapToInt(Integer::intValue).toArray();
        int[] own = Arrays.stream(chosen)
                .map(slot -> layout.value().indexOf(columns[slot]))
                .toArray();
        Decoder value = decoder(layout, layout.value(), own);
        KeyColumns key = null;
        if (keyPart != null && !keySlots.isEmpty()) {
            key = KeyColumns.of(layout, keyPart, columns, keySlots);
        }
        Removals removals = null;
        if (keyPart != null && layout.upserts()) {
            removals = Removals.of(layout, keyPart, columns, metadata);
        }
        boolean whole = chosen.length == columns.length
                && IntStream.range(0, chosen.length).allMatch(i -> chosen[i] == i);
        return new RecordDecoder(value, whole ? null : chosen, key, metadata, removals);
    }

    static Decoder decoder(RecordLayout layout, RecordLayout.Part part, int[] columns) {
        return part.format().decoder(new Format.Request(part.table(), columns, layout.zone(), Framing.MESSAGE));
    }

    /** Appends the rows of a record; returns how many rows and errors it gave. */
    int decode(ConsumerRecord<byte[], byte[]> record, Reader.Rows rows) {
        byte[] bytes = record.value();
        if (bytes == null) {
            if (removals != null) {
                removals.decode(record, rows);
            }
            return removals == null ? 0 : 1;
        }
        target.rows = rows;
        target.offset = record.offset();
        int[] slots = valueSlots;
        if (slots == null) {
            target.builder = rows.builder();
            return value.decode(message(bytes, record), target, Integer.MAX_VALUE);
        }
        KeyColumns keys = key;
        if (keys != null && !keys.decode(record, rows)) {
            return 1;
        }
        BatchBuilder whole = rows.builder();
        BatchBuilder part = part(whole, slots);
        target.builder = part;
        int before = part.size();
        int given = value.decode(message(bytes, record), target, Integer.MAX_VALUE);
        if (part.size() > before) {
            Batch made = part.build();
            for (int row = before; row < made.size(); row++) {
                if (keys != null) {
                    keys.append(whole);
                }
                for (Metadata each : metadata) {
                    each.append(record, whole);
                }
                whole.endRow(made.weight(row));
            }
        }
        return given;
    }

    /** The value's columns of a builder; the same for all records of a batch. */
    private BatchBuilder part(BatchBuilder whole, int[] slots) {
        BatchBuilder known = valuePart;
        if (known == null || whole != valuePartOf || whole.size() == 0) {
            known = whole.select(slots);
            valuePart = known;
            valuePartOf = whole;
        }
        return known;
    }

    private Chunk message(byte[] bytes, ConsumerRecord<byte[], byte[]> record) {
        return chunk.set(bytes, 0, bytes.length, record.offset(), true);
    }

    /** Where a format's rows go; whatever is wrong with one is at the record's offset. */
    private static final class Target implements Reader.Rows {
        private Reader.@Nullable Rows rows;
        private @Nullable BatchBuilder builder;
        private long offset;

        @Override
        public BatchBuilder builder() {
            BatchBuilder current = builder;
            if (current == null) {
                throw new IllegalStateException("bug: no record");
            }
            return current;
        }

        @Override
        public void error(byte[] raw, int start, int length, String reason, long place) {
            if (rows != null) {
                rows.error(raw, start, length, reason, offset);
            }
        }
    }
}
