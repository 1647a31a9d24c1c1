package io.millrace.engine.table;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;

/** The key groups of rows that know nothing of keys but their columns. One thread at a time. */
public final class RowGroups {
    private final int[] keys;
    private final int[] chosen = new int[1];
    private final long[] hash = new long[1];

    /**
     * @param keys the columns by which rows find their worker; none when all rows are on the first
     */
    public RowGroups(int[] keys) {
        this.keys = keys.clone();
    }

    /** The group of a row. */
    public int group(Vector[] columns, int row) {
        if (keys.length == 0) {
            return 0;
        }
        chosen[0] = row;
        Hashes.hash(new Batch(columns, row + 1), keys, chosen, 1, hash);
        return Hashes.groupOfTag((int) (hash[0] >>> 32));
    }
}
