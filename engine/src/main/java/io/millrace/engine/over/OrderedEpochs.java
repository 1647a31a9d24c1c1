package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.State;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.EpochState;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of event time, once the watermark has passed them; or, without a time, the rows of each epoch in the
 * order in which they were read. One thread at a time; any may ask what is held.
 */
public final class OrderedEpochs implements State {
    private static final int SLICE_ROWS = 4096;

    private final @Nullable TimedRows timed;
    private final WaitingRows read;
    private final BatchBuilder ready;
    private final EpochState state = new EpochState();
    private boolean sealed;

    /**
     * @param time the event time, or -1
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal, which orders rows of one time, or of one epoch, before their values do
     */
    public OrderedEpochs(Schema input, int time, int late, int ordinal) {
        timed = time < 0 ? null : new TimedRows(input, time, late, ordinal);
        read = new WaitingRows(input, ordinal, -1);
        ready = new BatchBuilder(input, SLICE_ROWS);
    }

    public void open(LateRows lateRows) {
        if (timed != null) {
            timed.open(lateRows);
        }
    }

    /**
     * The same, and has what waits survive a restart.
     *
     * @param partition the columns by which rows find their worker; none when all rows are on the first
     */
    public void open(OperatorContext context, int[] partition) {
        if (timed != null) {
            timed.open(context, partition);
        }
    }

    public void add(Batch batch) {
        if (timed == null) {
            read.arriving().append(batch);
        } else {
            timed.add(batch);
        }
    }

    /** The next rows of an epoch that has ended; valid until the next call. Null when there are no more. */
    public @Nullable Batch take(Frontier frontier) {
        if (timed != null) {
            return timed.take(frontier.watermark(), false);
        }
        if (!sealed) {
            read.seal();
            sealed = true;
        }
        ready.clear();
        read.take(Long.MAX_VALUE, SLICE_ROWS, false, ready);
        sealed = ready.size() > 0;
        return sealed ? ready.build() : null;
    }

    /** Says that the epoch is over: what is left waits. */
    public void endEpoch() {
        if (timed == null) {
            state.update(read.bytes(), read.rows(), Waiting.NOTHING);
        } else {
            state.update(timed.bytes(), timed.rows(), timed.waiting());
        }
    }

    @Override
    public long bytes() {
        return state.bytes();
    }

    @Override
    public long rows() {
        return state.rows();
    }

    @Override
    public Waiting waiting() {
        return state.waiting();
    }
}
