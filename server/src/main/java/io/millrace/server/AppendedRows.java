package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Rows that are only added: the newest are kept, the newest first; lines keep their whole history. */
final class AppendedRows implements TableContent, RowList {
    private final ChartPlan plan;
    private final int retainedRows;
    private final Lines lines;
    private final List<Batch> batches = new ArrayList<>();
    private int[] starts = new int[16];
    private int kept;
    private long total;

    AppendedRows(Schema schema, ChartPlan plan, int retainedRows) {
        this.plan = plan;
        this.retainedRows = retainedRows;
        this.lines = new Lines(schema, plan);
    }

    @Override
    public void apply(PendingEpochs.Group group) {
        total += group.dropped();
        for (Batch batch : group.batches()) {
            total += batch.size();
            if (plan.time() >= 0) {
                addLines(batch);
            }
            batches.add(batch);
            kept += batch.size();
        }
        int surplus = 0;
        while (surplus < batches.size() - 1 && kept - batches.get(surplus).size() >= retainedRows) {
            kept -= batches.get(surplus++).size();
        }
        batches.subList(0, surplus).clear();
        if (starts.length < batches.size()) {
            starts = new int[batches.size() * 2];
        }
        int start = 0;
        for (int i = 0; i < batches.size(); i++) {
            starts[i] = start;
            start += batches.get(i).size();
        }
    }

    private void addLines(Batch batch) {
        LongVector times = batch.longs(plan.time());
        for (int row = 0; row < batch.size(); row++) {
            if (!times.isNull(row)) {
                lines.add(batch, row, times.get(row));
            }
        }
    }

    @Override
    public void shown(long wallMicros) {
        if (plan.time() < 0 && plan.kind() == ChartPlan.ChartKind.NUMBERS && kept > 0) {
            lines.add(batches.get(batches.size() - 1), row(0), wallMicros);
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
        return kept;
    }

    @Override
    public Vector column(int position, int column) {
        return batches.get(batchOf(kept - 1 - position)).column(column);
    }

    @Override
    public int row(int position) {
        int at = kept - 1 - position;
        return at - starts[batchOf(at)];
    }

    private int batchOf(int row) {
        int low = 0;
        int high = batches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
