package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows that change: the current table by key, as far as it fits, the row that came first first. */
final class CurrentRows implements TableContent, RowList {
    private final Schema schema;
    private final ChartPlan plan;
    private final int[] key;
    private final int retainedRows;
    private final Vector.Writable[] columns;
    private final Vector[] vectors;
    private final Batch slots;
    private final Map<RowKey, Integer> slotByKey = new HashMap<>();
    private final BitSet used = new BitSet();
    private long[] weights = new long[64];
    private int slotCount;
    private int[] positions = new int[0];
    private long total;
    private Lines lines;
    private boolean changed;

    CurrentRows(LiveTile tile, ChartPlan plan, int retainedRows) {
        this.schema = tile.schema();
        this.plan = plan;
        this.retainedRows = retainedRows;
        this.key = tile.key().isEmpty()
                ? IntStream.range(0, schema.size()).toArray()
                : tile.key().stream().mapToInt(Integer::intValue).toArray();
        this.columns = new Vector.Writable[schema.size()];
        this.vectors = new Vector[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Vector.create(schema.type(i), 64);
            vectors[i] = columns[i].vector();
        }
        this.slots = new Batch(vectors, 0);
        this.lines = new Lines(schema, plan);
    }

    @Override
    public void apply(PendingEpochs.Group group) {
        for (Batch batch : group.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                change(batch, row, batch.weight(row));
            }
        }
        changed |= group.rows() > 0;
    }

    private void change(Batch batch, int row, long weight) {
        total += weight;
        RowKey rowKey = RowKey.of(batch, row, key);
        Integer known = slotByKey.get(rowKey);
        if (known != null) {
            int slot = known;
            weights[slot] += weight;
            if (weight > 0) {
                replace(slot, batch, row);
            }
            if (weights[slot] == 0) {
                used.clear(slot);
                slotByKey.remove(rowKey);
            }
        } else if (weight > 0 && slotByKey.size() < retainedRows) {
            int slot = used.nextClearBit(0);
            weights = slot < weights.length ? weights : Arrays.copyOf(weights, weights.length * 2);
            weights[slot] = weight;
            used.set(slot);
            slotByKey.put(rowKey, slot);
            replace(slot, batch, row);
        }
    }

    private void replace(int slot, Batch batch, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (slot < slotCount) {
                columns[i].set(slot, batch.column(i).flat(), row);
            } else {
                columns[i].append(batch.column(i).flat(), row);
            }
        }
        slotCount = Math.max(slotCount, slot + 1);
    }

    @Override
    public void shown(long wallMicros) {
        if (plan.time() < 0 && plan.kind() == ChartPlan.ChartKind.NUMBERS && !used.isEmpty()) {
            lines.add(slots, used.nextSetBit(0), wallMicros);
        }
        if (changed) {
            positions = used.stream().toArray();
            changed = false;
            if (plan.time() >= 0) {
                drawAgain();
            }
        }
    }

    /** A row of the past may have changed, so that the lines are made from the whole table again. */
    private void drawAgain() {
        LongVector times = (LongVector) vectors[plan.time()];
        int[] byTime = used.stream()
                .filter(slot -> !times.isNull(slot))
                .boxed()
                .sorted(Comparator.comparingLong(times::get))
                .mapToInt(Integer::intValue)
                .toArray();
        lines = new Lines(schema, plan);
        for (int slot : byTime) {
            lines.add(slots, slot, times.get(slot));
        }
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public RowList rows() {
        return this;
    }

    @Override
    public List<Series> lines(List<Integer> measures) {
        return lines.shown(measures);
    }

    @Override
    public int size() {
        return positions.length;
    }

    @Override
    public Vector column(int position, int column) {
        return vectors[column];
    }

    @Override
    public int row(int position) {
        return positions[position];
    }
}
