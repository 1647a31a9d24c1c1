package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;

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
