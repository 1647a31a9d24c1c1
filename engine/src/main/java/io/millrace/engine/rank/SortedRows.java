package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.pipeline.Specification.SortRows;
import io.millrace.engine.table.KeyIndex;
import java.util.List;

/** Rows in order, taken from the first on. One thread at a time. */
public final class SortedRows {
    private final OrderedRows rows;
    private final BatchBuilder deletions;

    public SortedRows(SortRows spec, Schema input) {
        List<SortColumn> ties = spec.ordinal() < 0 ? List.of() : List.of(new SortColumn(spec.ordinal(), false, true));
        rows = new OrderedRows(input, new RowOrder(spec.order(), ties));
        rows.ensureKeys(1);
        deletions = new BatchBuilder(input, 16);
    }

    /** Has the rows survive a restart: to be said before there are any. */
    public void keep(OperatorStates states) {
        RowEntries.keep(states, rows, new KeyIndex(List.of()), new int[0], new RowEntries.Extra() {
            @Override
            public void write(int row, StateOutput out) {}

            @Override
            public void read(int key, int row, StateInput in) {}
        });
    }

    /** Adds rows; those with a weight below 0 are taken back at the end of the epoch, since they may come before. */
    public void add(Batch batch) {
        Vector[] columns = RowOrder.flat(batch);
        for (int row = 0; row < batch.size(); row++) {
            for (long copy = batch.weight(row); copy > 0; copy--) {
                rows.add(0, columns, row);
            }
            if (batch.weight(row) < 0) {
                deletions.append(batch, row);
            }
        }
    }

    /** Takes back what is to be taken back. */
    public void endEpoch() {
        Batch batch = deletions.build();
        Vector[] columns = RowOrder.flat(batch);
        for (int row = 0; row < batch.size(); row++) {
            for (long copy = batch.weight(row); copy < 0; copy++) {
                int found = rows.find(0, columns, row);
                if (found != OrderedRows.NONE) {
                    rows.remove(0, found);
                    rows.free(found);
                }
            }
        }
        deletions.clear();
    }

    /** Moves at most so many first rows. */
    public void take(int most, BatchBuilder out) {
        Vector[] values = rows.values();
        int row = rows.size(0) == 0 ? OrderedRows.NONE : rows.at(0, 0);
        for (int count = 0; count < most && row != OrderedRows.NONE; count++) {
            for (int c = 0; c < values.length; c++) {
                out.column(c).append(values[c], row);
            }
            out.endRow();
            int next = rows.next(row);
            rows.remove(0, row);
            rows.free(row);
            row = next;
        }
    }

    /** How many rows there are. */
    public int rows() {
        return rows.size(0);
    }

    public long bytes() {
        return rows.bytes() + deletions.bytes();
    }
}
