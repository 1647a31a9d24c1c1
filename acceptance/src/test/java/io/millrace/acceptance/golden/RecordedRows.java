package io.millrace.acceptance.golden;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a result was given, by epoch, so that what came after a crash can be taken away. */
final class RecordedRows implements Sink {
    private final Schema schema;
    private final TreeMap<Long, Epoch> epochs = new TreeMap<>();
    private BatchBuilder open;

    private record Epoch(Batch rows, long watermark) {}

    RecordedRows(Schema schema) {
        this.schema = schema;
        open = new BatchBuilder(schema, 16);
    }

    @Override
    public void write(Batch changes) {
        open.append(changes);
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        epochs.put(epoch, new Epoch(open.build(), watermark));
        open = new BatchBuilder(schema, 16);
    }

    /** Forgets what came after an epoch. */
    void forgetAfter(long epoch) {
        epochs.tailMap(epoch, false).clear();
        open = new BatchBuilder(schema, 16);
    }

    long lastEpoch() {
        return epochs.isEmpty() ? 0 : epochs.lastKey();
    }

    /** Gives all of it to another. */
    void giveTo(Sink other) {
        List<Long> numbers = new ArrayList<>(epochs.keySet());
        for (long number : numbers) {
            Epoch epoch = epochs.get(number);
            if (epoch.rows.size() > 0) {
                other.write(epoch.rows);
            }
            other.endEpoch(number, epoch.watermark);
        }
    }
}
