package io.millrace.engine.time;

/** Where a lane gets rows from: a scan, a queue, the rows of VALUES. Called by the lane's worker only. */
public interface Channel {
    /** Moves some rows into the lane; returns whether there was anything to do. */
    boolean pull();

    /** Whether all rows of the lane's epoch have been pulled. */
    boolean finished();

    /** The lane goes on to its next epoch; called only when {@link #finished}. */
    void nextEpoch();

    /** How long the lane may sleep before this channel wants to be pulled even when not woken, in nanoseconds. */
    long waitNanos();

    void close();
}
