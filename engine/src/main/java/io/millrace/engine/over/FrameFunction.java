package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/** One aggregate over the frames of all keys. Keeps what it needs of each key's past rows. One thread at a time. */
interface FrameFunction {
    /**
     * Takes rows in the order of time and appends each one's result. Frames by time get all rows of one time in the
     * same call.
     *
     * @param ids the key of each row
     * @param times the time of each row
     */
    void apply(Batch rows, int[] ids, long[] times, Vector.Writable out);

    /** Says that what is kept is to survive a restart. */
    default void requireKept() {}

    /** Writes what is kept of the past rows of a key that has had some. */
    void write(int id, StateOutput out);

    /** Makes a key that has had no rows have those that {@link #write} wrote. */
    void read(int id, StateInput in);

    /** Forgets the past rows of a key. */
    void forget(int id);

    /** Heap bytes held, roughly. */
    long bytes();

    /** Whether a row passes the call's FILTER. */
    static boolean passes(Batch rows, int filter, int row) {
        return filter < 0
                || !rows.column(filter).isNull(row) && rows.booleans(filter).get(row);
    }
}
