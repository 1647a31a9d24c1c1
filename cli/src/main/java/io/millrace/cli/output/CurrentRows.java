package io.millrace.cli.output;

import io.millrace.cli.output.RowFormat.Op;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rows of a result that never ends, as they stand after the newest epoch. Of rows that are only added it keeps the
 * newest. One thread at a time.
 */
public final class CurrentRows {
    private static final int KEPT_ROWS = 1000;

    private final Specification.Result result;
    private final boolean changing;
    private final Printing printing;
    private final RowSet set;
    private BatchBuilder pending;
    private boolean widened;
    private BatchBuilder newest;

    public CurrentRows(Specification.Result result, boolean changing, Printing printing) {
        this.result = result;
        this.changing = changing || !result.order().columns().isEmpty();
        this.printing = printing;
        set = new RowSet(result.schema(), true);
        pending = new BatchBuilder(result.schema(), 64);
        newest = new BatchBuilder(result.schema(), 64);
    }

    /** Takes changes of the running epoch. */
    public void write(Batch changes) {
        if (changes.columnCount() > result.schema().size() && !widened) {
            pending = new BatchBuilder(RowSet.withHidden(result.schema(), changes.columns()), 64);
            widened = true;
        }
        pending.append(changes);
    }

    /** The epoch is complete: its changes may be shown. */
    public void endEpoch() {
        Batch batch = pending.build();
        if (changing) {
            set.add(batch);
        } else {
            newest.append(batch);
            if (newest.size() > 2 * KEPT_ROWS) {
                BatchBuilder shorter = new BatchBuilder(result.schema(), KEPT_ROWS);
                Batch all = newest.build();
                for (int row = all.size() - KEPT_ROWS; row < all.size(); row++) {
                    shorter.append(all, row);
                }
                newest = shorter;
            }
        }
        pending.clear();
    }

    /** A table of the first rows in order, or of the newest rows when they are only added. */
    public List<String> lines(int maxRows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Lines lines = new Lines(bytes);
        TableRows table = new TableRows(result.schema(), false, true, new Printing(lines, printing.zone(), false));
        table.begin();
        if (changing) {
            printFirst(table, maxRows);
        } else {
            Batch all = newest.build();
            for (int row = Math.max(0, all.size() - maxRows); row < all.size(); row++) {
                table.row(Op.INSERT, all, row);
            }
        }
        table.end();
        lines.flush();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void printFirst(TableRows table, int maxRows) {
        Order order = result.order();
        Batch all = set.batch();
        long toSkip = order.offset();
        long toPrint = order.limit() < 0 ? maxRows : Math.min(maxRows, order.limit());
        for (int row : set.sorted(order)) {
            for (long copy = set.weight(row); copy > 0 && toPrint > 0; copy--) {
                if (toSkip > 0) {
                    toSkip--;
                } else {
                    toPrint--;
                    table.row(Op.INSERT, all, row);
                }
            }
        }
    }
}
