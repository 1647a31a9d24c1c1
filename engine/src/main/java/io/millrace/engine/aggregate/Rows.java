package io.millrace.engine.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of a batch go to which accumulators. Filled by its owner and reused; only the first {@link #count} entries
 * mean anything.
 */
public final class Rows {
    /** The accumulator of each row. */
    public int[] ids = new int[0];

    /** Which rows of the batch, or null for the first {@link #count}. */
    public int @Nullable [] rows;

    public int count;

    /** One weight for each row of the batch, or null when every weight is +1. */
    public long @Nullable [] weights;

    /** Makes room for {@code capacity} ids. */
    public int[] reserve(int capacity) {
        if (ids.length < capacity) {
            ids = new int[Math.max(capacity, 64)];
        }
        return ids;
    }

    int row(int i) {
        int[] chosen = rows;
        return chosen == null ? i : chosen[i];
    }

    long weight(int row) {
        long[] all = weights;
        return all == null ? 1 : all[row];
    }
}
