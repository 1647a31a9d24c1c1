package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import java.util.Arrays;

/**
 * An aggregate whose accumulator is a few longs. Stateless itself: the accumulator is a row of longs that starts at
 * {@code at} in an array. Doubles are kept as their raw bits.
 */
public interface FixedAggregate {
    /** Longs an accumulator. */
    int words();

    /** The accumulator of no rows: zeros, unless the aggregate says something else. */
    default void reset(long[] words, int at) {
        Arrays.fill(words, at, at + words(), 0);
    }

    /**
     * Adds one row; a NULL argument changes nothing.
     *
     * @param arguments flat
     * @param weight how often; below 0 takes back, for aggregates that can
     */
    void add(long[] words, int at, Vector[] arguments, int row, long weight);

    /** Adds what another accumulator holds. */
    void merge(long[] words, int at, long[] other, int otherAt);

    /** Appends the result. */
    void result(long[] words, int at, Vector.Writable out);

    /** A fixed aggregate with a loop of its own over many rows, for speed. */
    interface Bulk extends FixedAggregate {
        /** The same as {@link #add} for each of {@code rows}, in order; {@code offset} is where in a row it starts. */
        void addAll(Accumulators accumulators, int offset, Rows rows, Vector[] arguments);
    }

    /** An aggregate whose accumulator another one keeps too, so that one serves both. */
    interface Shared extends FixedAggregate {
        /** Equal for aggregates with the same accumulator, given the same arguments. */
        String accumulator();
    }

    /** An aggregate for which adding with a negative weight exactly undoes adding: nothing is rounded on the way. */
    interface Exact extends FixedAggregate {}
}
