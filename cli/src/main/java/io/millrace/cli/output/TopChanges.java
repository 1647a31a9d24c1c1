package io.millrace.cli.output;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;

/** The changes of the first rows of an order: what entered and what left LIMIT and OFFSET in each epoch. */
final class TopChanges implements ResultOutput {
    private final Specification.Result result;
    private final ChangeRows changes;
    private final RowSet set;
    private BatchBuilder shown;

    TopChanges(Specification.Result result, OutputFormat format, Printing printing) {
        this.result = result;
        Specification.Result unlimited =
                new Specification.Result(result.name(), result.schema(), result.key(), Order.NONE);
        changes = new ChangeRows(
                unlimited, ResultOutput.rows(format, unlimited, true, false, printing), printing.lines());
        set = new RowSet(result.schema(), true);
        shown = new BatchBuilder(result.schema(), 16);
    }

    @Override
    public boolean showsTable() {
        return true;
    }

    @Override
    public void write(Batch batch) {
        set.add(batch);
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        BatchBuilder next = new BatchBuilder(result.schema(), 16);
        Batch all = set.batch();
        long toSkip = result.order().offset();
        long toShow =
                result.order().limit() < 0 ? Long.MAX_VALUE : result.order().limit();
        for (int row : set.sorted(result.order())) {
            long copies = set.weight(row);
            long skipped = Math.min(copies, toSkip);
            toSkip -= skipped;
            for (long copy = skipped; copy < copies && toShow > 0; copy++, toShow--) {
                next.append(all, row);
            }
        }
        RowSet difference = new RowSet(result.schema(), true);
        Batch before = shown.build();
        Batch after = next.build();
        for (int row = 0; row < before.size(); row++) {
            difference.add(before, row, -1);
        }
        for (int row = 0; row < after.size(); row++) {
            difference.add(after, row, 1);
        }
        changes.write(weighted(difference));
        changes.endEpoch(epoch, watermark);
        shown = next;
    }

    private Batch weighted(RowSet difference) {
        BatchBuilder builder = new BatchBuilder(result.schema(), 16);
        Batch all = difference.batch();
        for (int row = 0; row < all.size(); row++) {
            long weight = difference.weight(row);
            if (weight != 0) {
                for (int column = 0; column < all.columnCount(); column++) {
                    builder.column(column).append(all.column(column), row);
                }
                builder.endRow(weight);
            }
        }
        return builder.build();
    }

    @Override
    public void complete() {
        changes.complete();
    }
}
