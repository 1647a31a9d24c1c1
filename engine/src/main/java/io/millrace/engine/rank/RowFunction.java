package io.millrace.engine.rank;

import io.millrace.core.batch.Vector;

/** A function over a frame of ordered rows. Keeps besides the rows what it needs to be quick. One thread at a time. */
interface RowFunction {
    /** What is below a row in its tree has changed, or the row itself; see {@link OrderedRows.Summary}. */
    default void update(int row, int left, int right) {}

    /** The rows of another key, or those of this key after a change, are asked for next, in order. */
    default void begin() {}

    /** Appends the result for a row. */
    void append(Place place, Vector.Writable out);

    /** Heap bytes held, roughly. */
    default long bytes() {
        return 0;
    }

    /** The row that a result is for. Reused. */
    final class Place {
        int key;
        int row;
        /** The row's position in its key. */
        int position;
        /** The first position of the frame. */
        int from;
        /** The position behind the frame; at most {@code from} for an empty frame. */
        int to;
    }
}
