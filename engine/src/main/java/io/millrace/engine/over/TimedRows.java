package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.scan.LateMarker;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are used in the order of event time: they wait for the watermark, and those that come behind it are late.
 * Rows with a NULL time are dropped. Where asked for, those behind the watermark are candidates first. One thread at a time.
 */
final class TimedRows implements Whole {
    private static final int SLICE_ROWS = 4096;

    private final int time;
    private final int late;
    private final @Nullable LateCandidates candidates;
    /** The late column where it has done its work when a row waits, and comes back as NULL; else -1. */
    private final int dropped;

    private final Schema rows;
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
        this(input, time, late, ordinal, null);
    }

    /** @param candidates takes the rows that are late by their marks, and keep those; null when they are refused */
    TimedRows(Schema input, int time, int late, int ordinal, @Nullable LateCandidates candidates) {
        this.time = time;
        this.late = late;
        this.candidates = candidates;
        dropped = candidates == null ? late : -1;
        inputColumns = input.size();
        kept = IntStream.range(0, inputColumns).filter(c -> c != dropped).toArray();
        rows = input.select(kept);
        waiting = new WaitingRows(rows, place(time), ordinal < 0 ? -1 : place(ordinal));
        ready = new BatchBuilder(rows, SLICE_ROWS);
        nothing.appendNull();
    }

    void open(LateRows newLateRows) {
        lateRows = newLateRows;
    }

    /**
     * The same, and has what waits survive a restart.
     *
     * @param partition the columns by which rows find their worker; none when all rows are on the first
     */
    void open(OperatorContext context, int[] partition) {
        open(context.lateRows());
        OperatorStates states = context.states();
        waiting.keep(
                states, "waiting", Arrays.stream(partition).map(this::place).toArray());
        states.keepWhole("watermark", this);
        if (candidates != null) {
            candidates.keep(states);
        }
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(watermark);
    }

    @Override
    public void read(StateInput in) {
        watermark = Math.max(watermark, in.readLong());
    }

    /** Where a column of the input is among those that wait. */
    private int place(int column) {
        return dropped >= 0 && column > dropped ? column - 1 : column;
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
        if (dropped >= 0) {
            columns[dropped] = new ConstantVector(nothing, batch.size());
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
                if (candidates != null) {
                    candidates.add(batch, i);
                } else if (lateRows != null) {
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
            decide(newWatermark);
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

    /** Decides on the rows behind the watermark; those that count wait with the others from then on. */
    private void decide(long newWatermark) {
        if (candidates == null || candidates.isEmpty()) {
            return;
        }
        BatchBuilder reached = new BatchBuilder(rows, SLICE_ROWS);
        waiting.take(newWatermark, 1 << 30, false, reached);
        BatchBuilder counting = new BatchBuilder(rows, 16);
        candidates.decide(reached.build(), newWatermark, counting, Objects.requireNonNull(lateRows, "not open"));
        waiting.arriving().append(reached.build());
        waiting.arriving().append(counting.build());
        waiting.seal();
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
