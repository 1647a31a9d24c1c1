package io.millrace.cli.output;

import io.millrace.cli.output.RowFormat.Op;
import io.millrace.core.batch.Batch;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;

/** A result that is only known at the end: rows change on the way, or come in another order. */
final class FinalRows implements ResultOutput {
    private static final int PRUNE_FROM_ROWS = 65_536;

    private final Order order;
    private final boolean changing;
    private final RowSet set;
    private final RowFormat rows;
    private final Lines lines;

    FinalRows(Specification.Result result, boolean changing, RowFormat rows, Lines lines) {
        this.order = result.order();
        this.changing = changing;
        this.rows = rows;
        this.lines = lines;
        set = new RowSet(result.schema(), changing);
    }

    @Override
    public boolean showsTable() {
        return true;
    }

    @Override
    public void write(Batch changes) {
        set.add(changes);
        long wanted = order.limit() < 0 ? Long.MAX_VALUE : order.limit() + order.offset();
        if (!changing && wanted < PRUNE_FROM_ROWS && set.size() >= 2 * PRUNE_FROM_ROWS) {
            set.prune(order, (int) wanted);
        }
    }

    @Override
    public void complete() {
        rows.begin();
        print();
        rows.end();
        lines.flush();
    }

    private void print() {
        Batch batch = set.batch();
        long toSkip = order.offset();
        long toPrint = order.limit() < 0 ? Long.MAX_VALUE : order.limit();
        for (int row : set.sorted(order)) {
            long copies = set.weight(row);
            long skipped = Math.min(copies, toSkip);
            toSkip -= skipped;
            for (long copy = skipped; copy < copies && toPrint > 0; copy++) {
                rows.row(Op.INSERT, batch, row);
                toPrint--;
            }
        }
    }
}
