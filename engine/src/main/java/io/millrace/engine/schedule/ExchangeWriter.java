package io.millrace.engine.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.Hashes;
import java.util.Arrays;
import java.util.List;

/**
 * Sends rows to the lanes that own their keys. A key belongs to one of 128 key groups by the top bits of its hash, and
 * each worker owns a run of groups. Without key columns everything goes to the first lane.
 */
final class ExchangeWriter {
    private final Schema schema;
    private final int[] keys;
    private final List<ExchangeQueue> queues;
    private final BatchBuilder[] builders;
    private final int[][] rows;
    private final int[] counts;
    private long[] hashes = new long[0];

    /**
     * @param keys the key columns; empty to send everything to the first queue
     * @param queues one for each consuming lane
     */
    ExchangeWriter(Schema schema, int[] keys, List<ExchangeQueue> queues) {
        this.schema = schema;
        this.keys = keys;
        this.queues = queues;
        builders = new BatchBuilder[queues.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new BatchBuilder(schema, 64);
        }
        rows = new int[queues.size()][0];
        counts = new int[queues.size()];
    }

    void write(Batch batch) {
        int size = batch.size();
        if (queues.size() == 1 || keys.length == 0) {
            builders[0].append(batch);
            flushIfFull(0);
            return;
        }
        if (hashes.length < size) {
            hashes = new long[size];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new int[size];
            }
        }
        Hashes.hash(batch, keys, null, size, hashes);
        Arrays.fill(counts, 0);
        int lanes = queues.size();
        for (int i = 0; i < size; i++) {
            int lane = Hashes.share(hashes[i], lanes);
            rows[lane][counts[lane]++] = i;
        }
        for (int lane = 0; lane < lanes; lane++) {
            builders[lane].append(batch, rows[lane], 0, counts[lane]);
            flushIfFull(lane);
        }
    }

    private void flushIfFull(int lane) {
        if (builders[lane].isFull()) {
            flush(lane);
        }
    }

    private void flush(int lane) {
        BatchBuilder full = builders[lane];
        if (full.size() > 0) {
            queues.get(lane).put(full.build(), full.bytes());
            builders[lane] = new BatchBuilder(schema, full.size());
        }
    }

    void endEpoch() {
        for (int lane = 0; lane < builders.length; lane++) {
            flush(lane);
            queues.get(lane).putEnd();
        }
    }

    boolean hasRoom() {
        for (ExchangeQueue queue : queues) {
            if (!queue.hasRoom()) {
                return false;
            }
        }
        return true;
    }
}
