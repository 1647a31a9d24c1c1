package io.millrace.cli.output;

import io.millrace.cli.output.RowFormat.Op;
import io.millrace.core.batch.Batch;
import io.millrace.engine.pipeline.Specification.Order;

/** Rows that are only ever added and have no order: printed as they come, whole epochs at a time. */
final class AppendedRows implements ResultOutput {
    private final RowFormat rows;
    private final Lines lines;
    private long toSkip;
    private long toPrint;
    private boolean begun;

    AppendedRows(Order order, RowFormat rows, Lines lines) {
        this.rows = rows;
        this.lines = lines;
        toSkip = order.offset();
        toPrint = order.limit() < 0 ? Long.MAX_VALUE : order.limit();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            rows.begin();
        }
    }

    @Override
    public void write(Batch changes) {
        begin();
        for (int row = 0; row < changes.size() && toPrint > 0; row++) {
            for (long copy = changes.weight(row); copy > 0 && toPrint > 0; copy--) {
                if (toSkip > 0) {
                    toSkip--;
                } else {
                    toPrint--;
                    rows.row(Op.INSERT, changes, row);
                }
            }
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        lines.flush();
    }

    @Override
    public void complete() {
        begin();
        rows.end();
        lines.flush();
    }

    @Override
    public boolean isSatisfied() {
        return toPrint == 0;
    }
}
