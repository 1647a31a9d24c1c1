package io.millrace.engine.aggregate;

import java.util.Arrays;

/**
 * Rows of a fixed number of longs, by dense id: all that the fixed-width aggregates of one key need lies side by side.
 * Held in chunks of 64 K rows, so that growth copies at most one chunk.
 */
public final class Accumulators {
    public static final int CHUNK_BITS = 16;
    public static final int CHUNK_ROWS = 1 << CHUNK_BITS;
    public static final int CHUNK_MASK = CHUNK_ROWS - 1;

    private final int words;
    private long[][] chunks = new long[1][];

    /** An empty store of rows of so many longs. */
    public Accumulators(int words) {
        this.words = words;
        chunks[0] = new long[words * 16];
    }

    /** Longs a row. */
    public int words() {
        return words;
    }

    /** All chunks; row {@code id} starts at {@link #at} in chunk {@code id >>> CHUNK_BITS}. */
    public long[][] chunks() {
        return chunks;
    }

    /** The chunk that has a row. */
    public long[] chunk(int id) {
        return chunks[id >>> CHUNK_BITS];
    }

    /** Where in its chunk a row starts. */
    public int at(int id) {
        return (id & CHUNK_MASK) * words;
    }

    /** Makes room for ids below {@code limit}. */
    public void ensure(int limit) {
        int needed = (limit + CHUNK_ROWS - 1) >>> CHUNK_BITS;
        if (needed > chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(needed, chunks.length * 2));
        }
        for (int c = 0; c < needed; c++) {
            int rows = Math.min(CHUNK_ROWS, limit - (c << CHUNK_BITS));
            long[] chunk = chunks[c];
            if (chunk == null) {
                chunks[c] = new long[(c == 0 ? Math.max(rows, 16) : CHUNK_ROWS) * words];
            } else if (chunk.length < rows * words) {
                int capacity = Math.min(CHUNK_ROWS, Math.max(rows, chunk.length / Math.max(words, 1) * 2));
                chunks[c] = Arrays.copyOf(chunk, capacity * words);
            }
        }
    }

    /** Heap bytes held. */
    public long bytes() {
        long sum = 0;
        for (long[] chunk : chunks) {
            sum += chunk == null ? 0 : 8L * chunk.length;
        }
        return sum;
    }
}
