package io.millrace.core.connect;

import io.millrace.core.batch.Batch;

/**
 * A table opened for writing. It sees whole epochs: changes, consolidated, deletions before insertions of the same key,
 * and then the end of the epoch. One thread at a time calls it.
 */
public interface Sink extends AutoCloseable {
    /** Takes changes of the running epoch; the batch is lent for the length of the call. */
    void write(Batch changes);

    /** The epoch is complete: what was written since the last end may be shown. */
    default void endEpoch(long epoch, long watermark) {}

    /**
     * Whether it shows a table as a whole, and not each change as it comes: then a run that goes on from a checkpoint first
     * gives it all rows that it had before.
     */
    default boolean showsTable() {
        return false;
    }

    /** All inputs have ended or the run was stopped; called once, also after a failure. */
    @Override
    default void close() {}
}
