package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds up changes: what was inserted and taken back again disappears. */
final class Consolidation {
    private Consolidation() {}

    /** Where a row first occurred, and its weight in all. */
    private static final class Change {
        private final Batch batch;
        private final int row;
        private long weight;

        private Change(Batch batch, int row) {
            this.batch = batch;
            this.row = row;
        }
    }

    /** The net changes, deletions first. */
    static List<Batch> of(Schema schema, List<Batch> batches) {
        int[] all = IntStream.range(0, schema.size()).toArray();
        Map<RowKey, Change> changes = new LinkedHashMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                int at = row;
                changes.computeIfAbsent(RowKey.of(batch, row, all), key -> new Change(batch, at)).weight +=
                        batch.weight(row);
            }
        }
        List<Batch> net = new ArrayList<>();
        collect(schema, changes, net, -1);
        collect(schema, changes, net, 1);
        return net;
    }

    private static void collect(Schema schema, Map<RowKey, Change> changes, List<Batch> net, int sign) {
        BatchBuilder builder = new BatchBuilder(schema, 64);
        for (Change change : changes.values()) {
            if (Long.signum(change.weight) != sign) {
                continue;
            }
            for (int i = 0; i < schema.size(); i++) {
                builder.column(i).append(change.batch.column(i), change.row);
            }
            builder.endRow(change.weight);
            if (builder.isFull()) {
                net.add(builder.build());
                builder = new BatchBuilder(schema, Batch.TARGET_ROWS);
            }
        }
        if (builder.size() > 0) {
            net.add(builder.build());
        }
    }
}
