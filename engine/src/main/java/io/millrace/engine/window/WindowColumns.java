package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;

/** The three columns that say which window a row is of. */
final class WindowColumns {
    private WindowColumns() {}

    /** Adds window_start, window_end and window_time, the same for all rows. */
    static Batch append(Batch rows, Schema output, long start, long end, long time) {
        int own = rows.columnCount();
        Vector[] columns = new Vector[output.size()];
        System.arraycopy(rows.columns(), 0, columns, 0, own);
        columns[own] = constant(start, rows.size());
        columns[own + 1] = constant(end, rows.size());
        columns[own + 2] = constant(time, rows.size());
        return new Batch(columns, rows.size(), rows.weights());
    }

    private static Vector constant(long value, int size) {
        return new ConstantVector(new LongVector(new long[] {value}, 1), size);
    }
}
