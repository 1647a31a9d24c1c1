package io.millrace.engine.scan;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.error.DataException;
import io.millrace.core.type.Schema;

/** A split that is being read. Called by one worker; its counters are read by others. */
public final class SplitReader implements Reader.Rows {
    private final Split split;
    private final Reader reader;
    private final BatchBuilder builder;
    private final RejectedRows errors;
    private final boolean failOnError;
    private final String table;
    private final SplitWatermark watermark = new SplitWatermark();
    private final int number;
    private final long ordinalBase;
    private volatile long rows;
    private volatile long errorRows;
    private volatile long offset;
    private volatile Amount amount;
    private volatile boolean idle;
    private volatile boolean ended;
    private long rowsInEpoch;
    private long pollAgainNanos = Long.MIN_VALUE;
    private volatile long lastRowNanos;
    private volatile long lastTime = Long.MIN_VALUE;
    private boolean waiting;

    /**
     * @param number the split's number in its table, the upper part of its rows' ordinals
     */
    SplitReader(Split split, int number, Reader reader, Schema columns, Rejection rejection) {
        this.split = split;
        this.reader = reader;
        this.builder = new BatchBuilder(columns, 1024);
        this.errors = rejection.errors();
        this.failOnError = rejection.fail();
        this.table = rejection.table();
        this.amount = reader.amount();
        this.number = number;
        this.ordinalBase = (long) number << 44;
    }

    /** Goes on from where an earlier run stood. */
    void restore(SavedSplit saved) {
        rows = saved.rows();
        errorRows = saved.errors();
        offset = saved.position().offset();
        idle = saved.idle();
        ended = saved.ended();
        watermark.move(saved.watermark());
    }

    /** How far it has been read, at the end of an epoch. */
    SavedSplit save() {
        boolean counts = !ended && !idle;
        return new SavedSplit(
                number,
                split,
                reader.position(),
                rows,
                errorRows,
                watermark.own(),
                counts ? watermark.own() : Long.MAX_VALUE,
                idle,
                ended);
    }

    /**
     * What to do with records that cannot be decoded.
     *
     * @param fail whether the first one ends the run
     */
    record Rejection(String table, RejectedRows errors, boolean fail) {}

    @Override
    public BatchBuilder builder() {
        return builder;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void error(byte[] raw, int start, int length, String reason, long position) {
        errorRows++;
        rowsInEpoch++;
        if (failOnError) {
            throw new DataException(
                    "table " + table + ", " + split.id() + " at " + position + ": " + reason,
                    "'errors' = 'skip' goes on without such rows and keeps them in " + table + "$errors");
        }
        errors.addError(raw, start, length, reason, split.id(), position);
    }

    /** Polls for at most {@code maxRows} rows; they are in {@link #builder} until the next call. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    Reader.State poll(int maxRows, long nowNanos) {
        builder.clear();
        Reader.Poll poll = reader.poll(this, maxRows);
        if (builder.size() > 0) {
            rows += builder.size();
            rowsInEpoch += builder.size();
            lastRowNanos = nowNanos;
            idle = false;
        }
        waiting = poll.state() == Reader.State.IDLE;
        pollAgainNanos = waiting ? nowNanos + poll.waitNanos() : Long.MIN_VALUE;
        if (poll.state() == Reader.State.END) {
            ended = true;
        }
        offset = reader.position().offset();
        amount = reader.amount();
        return poll.state();
    }

    /** The ordinal of the first row of the batch that the last poll gave. */
    long firstOrdinal() {
        return ordinalBase + rows - builder.size();
    }

    void beginEpoch() {
        rowsInEpoch = 0;
        if (waiting) {
            waiting = pollAgainNanos > Long.MIN_VALUE;
        }
    }

    /** Looks at once, whatever the last answer was. */
    void wake() {
        pollAgainNanos = Long.MIN_VALUE;
    }

    boolean due(long nowNanos) {
        return !ended && (!waiting || pollAgainNanos == Long.MIN_VALUE || nowNanos - pollAgainNanos >= 0);
    }

    /** Whether the last poll found nothing more. */
    boolean waiting() {
        return waiting;
    }

    long pollAgainNanos() {
        return pollAgainNanos;
    }

    long rowsInEpoch() {
        return rowsInEpoch;
    }

    /** Becomes idle when it has been silent for so long; returns whether it just did. */
    boolean becomeIdle(long nowNanos, long timeoutNanos) {
        if (timeoutNanos > 0 && !idle && !ended && nowNanos - lastRowNanos > timeoutNanos) {
            idle = true;
            return true;
        }
        return false;
    }

    void startIdleClock(long nowNanos) {
        lastRowNanos = nowNanos;
    }

    /** Its number in its table. */
    int number() {
        return number;
    }

    public String id() {
        return split.id();
    }

    public long rows() {
        return rows;
    }

    public long errorRows() {
        return errorRows;
    }

    public long offset() {
        return offset;
    }

    /** How much of it has been read. */
    public Amount amount() {
        return amount;
    }

    public boolean idle() {
        return idle;
    }

    public boolean ended() {
        return ended;
    }

    SplitWatermark watermark() {
        return watermark;
    }

    /** Its watermark now, in microseconds; {@link Long#MIN_VALUE} when unknown. */
    public long currentWatermark() {
        return watermark.own();
    }

    /** Says which event time the last row had that it gave. */
    void lastTime(long micros) {
        lastTime = micros;
    }

    /** The event time of the last row, in microseconds; {@link Long#MIN_VALUE} when unknown. */
    public long lastTime() {
        return lastTime;
    }

    /** When the last row came; before the first, when the split was opened. */
    public long lastRowNanos() {
        return lastRowNanos;
    }

    void close() {
        reader.close();
    }
}
