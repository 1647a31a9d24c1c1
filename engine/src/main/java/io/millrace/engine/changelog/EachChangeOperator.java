package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification.EachChange;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.rank.RowOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Runs an operator that publishes at the end of an epoch as if each row of its input were an epoch of its own, in the order
 * of their ordinals, so that what comes out does not depend on where epochs are cut; see {@link EachChange}. Rows with one
 * ordinal, which are the changes that one row made further up, come with deletions first and then by their values. Keeps
 * the rows of the epoch besides what the operator keeps.
 */
public final class EachChangeOperator implements Operator {
    private static final int SLICE_ROWS = 512;

    private final Operator operator;
    private final int width;
    private final int ordinal;
    private final ChangeKinds kinds;
    private final RowOrder rowOrder;
    private final BatchBuilder waiting;
    private final BatchBuilder step;
    private final BatchBuilder stepped;
    private final BatchBuilder changes;
    private final Output collecting = new Output() {
        @Override
        public void emit(Batch batch) {
            stepped.append(batch);
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };
    private int[] order = new int[0];
    private boolean ordered;
    private int done;
    private long cause;
    private long[] meanings = new long[16];

    /**
     * @param operator made of {@link EachChange#of}
     * @param inner what it emits
     * @param output the same, then the kind, then the ordinal if there is one
     */
    public EachChangeOperator(EachChange spec, Operator operator, Schema input, Schema inner, Schema output) {
        this.operator = operator;
        width = spec.width();
        ordinal = spec.ordinal();
        kinds = new ChangeKinds(spec.key(), inner);
        rowOrder = new RowOrder(ordinal < 0 ? List.of() : List.of(new SortColumn(ordinal, false, true)), List.of());
        waiting = new BatchBuilder(input, 16);
        step = new BatchBuilder(new Schema(input.columns().subList(0, width)), 1);
        stepped = new BatchBuilder(inner, 16);
        changes = new BatchBuilder(output, 16);
    }

    @Override
    public void open(OperatorContext context) {
        operator.open(context);
    }

    @Override
    public void ended(int input) {
        operator.ended(input);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (ordinal < 0) {
            take(batch);
        } else {
            waiting.append(batch);
        }
        return Progress.DONE;
    }

    private void take(Batch batch) {
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = operator.process(0, batch, collecting);
        }
    }

    private void publish(Frontier frontier) {
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = operator.advance(frontier, collecting);
        }
        tag();
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (ordinal >= 0) {
            order();
            Batch rows = waiting.build();
            Frontier within = new Frontier(frontier.epoch(), Long.MIN_VALUE, false);
            int until = Math.min(rows.size(), done + SLICE_ROWS);
            while (done < until) {
                apply(rows, order[done++], within);
            }
            if (done < rows.size()) {
                flush(output);
                return Progress.MORE;
            }
            waiting.clear();
            ordered = false;
            done = 0;
        }
        if (ordinal < 0 || frontier.last()) {
            publish(frontier);
        }
        flush(output);
        return Progress.DONE;
    }

    /** One row, as often as it comes or goes. */
    private void apply(Batch rows, int row, Frontier within) {
        cause = rows.longs(ordinal).get(row);
        long weight = rows.weight(row);
        for (long copy = 0; copy < Math.abs(weight); copy++) {
            step.clear();
            for (int column = 0; column < width; column++) {
                step.column(column).append(rows.column(column), row);
            }
            step.endRow(weight > 0 ? 1 : -1);
            take(step.build());
            publish(within);
        }
    }

    /** Marks what the operator gave since the last time. */
    private void tag() {
        int count = stepped.size();
        if (count == 0) {
            return;
        }
        Batch given = stepped.build();
        if (meanings.length < count) {
            meanings = new long[Math.max(count, meanings.length * 2)];
        }
        kinds.tell(given, meanings);
        int columns = given.columnCount();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns; column++) {
                changes.column(column).append(given.column(column), row);
            }
            changes.longs(columns).append(meanings[row]);
            if (ordinal >= 0) {
                changes.longs(columns + 1).append(cause);
            }
            changes.endRow(given.weight(row));
        }
        stepped.clear();
    }

    private void flush(Output output) {
        if (changes.size() > 0) {
            output.emit(changes.build());
            changes.clear();
        }
    }

    private void order() {
        if (ordered) {
            return;
        }
        ordered = true;
        Batch rows = waiting.build();
        int size = rows.size();
        if (order.length < size) {
            order = new int[Math.max(size, order.length * 2)];
        }
        Vector[] columns = RowOrder.flat(rows);
        boolean ascending = true;
        for (int row = 0; row < size; row++) {
            order[row] = row;
            ascending &= row == 0 || compare(rows, columns, row - 1, row) <= 0;
        }
        if (!ascending) {
            Integer[] sorted = new Integer[size];
            Arrays.setAll(sorted, row -> row);
            Arrays.sort(sorted, (left, right) -> compare(rows, columns, left, right));
            for (int i = 0; i < size; i++) {
                order[i] = sorted[i];
            }
        }
    }

    private int compare(Batch rows, Vector[] columns, int left, int right) {
        int byOrdinal = rowOrder.comparePeers(columns, left, columns, right);
        int byWeight = byOrdinal != 0 ? byOrdinal : Long.compare(rows.weight(left), rows.weight(right));
        return byWeight != 0 ? byWeight : rowOrder.compare(columns, left, columns, right);
    }

    @Override
    public void close() {
        operator.close();
    }
}
