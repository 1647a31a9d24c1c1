package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;

/**
 * The result of one query, written by the engine and shown by the page. Writing never waits: rows are copied into a
 * bounded buffer that the page empties at its own pace.
 */
public final class LiveTable implements Sink {
    private static final int PENDING_ROWS = 200_000;

    private final LiveTile tile;
    private final Environment.Clock clock = SystemEnvironment.create().clock();
    private final ChartPlan plan;
    private final PendingEpochs pending;
    private final TableContent content;
    private volatile Runnable listener = LiveTable::nobody;
    private volatile boolean ended;
    private long version;

    public LiveTable(LiveTile tile) {
        this(tile, LiveOptions.DEFAULT_RETAINED_ROWS);
    }

    /**
     * @param retainedRows at most so many rows are kept for the page's table
     */
    public LiveTable(LiveTile tile, int retainedRows) {
        this.tile = tile;
        this.plan = ChartPlan.of(tile);
        this.pending = new PendingEpochs(tile.schema(), PENDING_ROWS, !tile.changing());
        this.content = tile.changing()
                ? new CurrentRows(tile, plan, retainedRows)
                : new AppendedRows(tile.schema(), plan, retainedRows);
    }

    /** Rows that are only added are shown from where the run goes on. */
    @Override
    public boolean showsTable() {
        return tile.changing();
    }

    private static void nobody() {}

    public LiveTile tile() {
        return tile;
    }

    @Override
    public void write(Batch changes) {
        pending.write(changes);
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        pending.seal(epoch, clock.wallMicros());
        listener.run();
    }

    @Override
    public void close() {
        ended = true;
        listener.run();
    }

    ChartPlan plan() {
        return plan;
    }

    PendingEpochs pending() {
        return pending;
    }

    /** Who wants to know that an epoch is complete; called by the writer, must not block. */
    void listener(Runnable value) {
        listener = value;
    }

    boolean ended() {
        return ended;
    }

    /** Applies everything up to an epoch that {@link PendingEpochs#newestAt} gave; one thread at a time. */
    void advance(long epoch, long wallMicros) {
        boolean any = false;
        for (PendingEpochs.Group group : pending.take(epoch)) {
            content.apply(group);
            any = true;
        }
        if (any) {
            version++;
            content.shown(wallMicros);
        }
    }

    /** Changes whenever the content does; the thread of {@link #advance}. */
    long version() {
        return version;
    }

    /** What is shown; the thread of {@link #advance}. */
    TableContent content() {
        return content;
    }
}
