package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.scan.LateMarker;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are used in the order of event time: they wait for the watermark, and those that come behind it are late.
 * Rows with a NULL time are dropped. One thread at a time.
 */
final class TimedRows {
    private static final int SLICE_ROWS = 4096;

    private final int time;
    private final int late;
    private final int[] kept;
    private final int inputColumns;
    private final BytesVector nothing = new BytesVector(1);
    private final WaitingRows waiting;
    private final BatchBuilder ready;
    private long watermark = Long.MIN_VALUE;
    private boolean sealed;
    private @Nullable LateRows lateRows;

    /**
     * @param time the event time
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal, which orders rows of equal time before their values do; or -1
     */
    TimedRows(Schema input, int time, int late, int ordinal) {
        this.time = time;
        this.late = late;
        inputColumns = input.size();
        // The late column has done its work when a row waits; it comes back as NULL.
        kept = IntStream.range(0, inputColumns).filter(c -> c != late).toArray();
        Schema rows = input.select(kept);
        waiting = new WaitingRows(rows, place(time), ordinal < 0 ? -1 : place(ordinal));
        ready = new BatchBuilder(rows, SLICE_ROWS);
        nothing.appendNull();
    }

    void open(LateRows newLateRows) {
        lateRows = newLateRows;
    }

    /** Where a column of the input is among those that wait. */
    private int place(int column) {
        return late >= 0 && column > late ? column - 1 : column;
    }

    private Batch withoutLate(Batch batch) {
        Vector[] columns = new Vector[kept.length];
        for (int i = 0; i < kept.length; i++) {
            columns[i] = batch.column(kept[i]);
        }
        return new Batch(columns, batch.size(), batch.weights());
    }

    private Batch withLate(Batch batch) {
        Vector[] columns = new Vector[inputColumns];
        for (int i = 0; i < kept.length; i++) {
            columns[kept[i]] = batch.column(i);
        }
        if (late >= 0) {
            columns[late] = new ConstantVector(nothing, batch.size());
        }
        return new Batch(columns, batch.size(), batch.weights());
    }

    /** Takes rows, and refuses those that are late. */
    void add(Batch batch) {
        LongVector times = batch.longs(time);
        BytesVector marked = LateMarker.marks(batch, late);
        long[] values = times.values();
        int size = batch.size();
        boolean allGood = marked == null && !times.hasNulls();
        for (int i = 0; i < size && allGood; i++) {
            allGood = values[i] > watermark;
        }
        if (allGood) {
            waiting.arriving().append(withoutLate(batch));
            return;
        }
        Batch arrived = withoutLate(batch);
        for (int i = 0; i < size; i++) {
            if (times.isNull(i)) {
                continue;
            }
            if (marked != null
                    && !marked.isNull(i)
                    && values[i] <= LateMarker.watermark(marked.data(), marked.offset(i))) {
                if (lateRows != null) {
                    lateRows.add(marked.data(), marked.offset(i), marked.length(i), Long.MIN_VALUE, Long.MIN_VALUE);
                }
            } else if (values[i] > watermark) {
                waiting.arriving().append(arrived, i);
            } else if (lateRows != null) {
                lateRows.count();
            }
        }
    }

    /**
     * The next rows up to the watermark, in order, with the columns of the input; valid until the next call.
     *
     * @param newWatermark the frontier's, the same until there are no more rows
     * @param wholeTimes whether a batch ends only where the time changes
     * @return at least one row, or null when there are no more before the next epoch
     */
    @Nullable Batch take(long newWatermark, boolean wholeTimes) {
        if (!sealed) {
            waiting.seal();
            sealed = true;
        }
        ready.clear();
        waiting.take(newWatermark, SLICE_ROWS, wholeTimes, ready);
        if (ready.size() == 0) {
            sealed = false;
            watermark = Math.max(watermark, newWatermark);
            return null;
        }
        return withLate(ready.build());
    }

    /** What waits for the watermark. */
    Waiting waiting() {
        return waiting.waiting();
    }

    long rows() {
        return waiting.rows();
    }

    long bytes() {
        return waiting.bytes();
    }
}
