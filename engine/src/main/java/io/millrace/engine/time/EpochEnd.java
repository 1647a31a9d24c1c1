package io.millrace.engine.time;

import io.millrace.engine.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The end of an epoch, as the epoch clock decided it. Each is linked to the next, so that everyone can follow at their
 * own pace and nobody has to keep the old ones.
 */
public final class EpochEnd {
    private final long epoch;
    private final long[] watermarks;
    private final boolean last;
    private final boolean stopped;
    private final @Nullable Checkpoint checkpoint;
    private volatile @Nullable EpochEnd next;

    /**
     * @param watermarks the watermark that every pipeline node has reached, in microseconds
     * @param last whether all inputs have ended
     * @param stopped whether the run ends here although inputs have not ended
     * @param checkpoint the checkpoint that this is the last epoch of, or null
     */
    EpochEnd(long epoch, long[] watermarks, boolean last, boolean stopped, @Nullable Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        this.epoch = epoch;
        this.watermarks = watermarks;
        this.last = last;
        this.stopped = stopped;
    }

    public long epoch() {
        return epoch;
    }

    public long watermark(int node) {
        return watermarks[node];
    }

    public boolean last() {
        return last;
    }

    public boolean stopped() {
        return stopped;
    }

    /** The checkpoint to which everyone gives what they have when they have completed the epoch; mostly null. */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The end of the next epoch, or null while it is open. */
    public @Nullable EpochEnd next() {
        return next;
    }

    void follow(EpochEnd end) {
        next = end;
    }
}
