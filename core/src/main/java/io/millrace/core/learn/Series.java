package io.millrace.core.learn;

import io.millrace.core.nested.NestedWriter;

/** What a {@link SeriesFunction} has learned of the rows of one key. What {@link Learner} promises holds for it too. */
public interface Series extends Learner {
    /** The time of a row that has none. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Answers for the next row, of which it knows only the rows before, and then learns it.
     *
     * @param values a place for each value of the row; NaN where it is NULL
     * @param time microseconds since 1970, or {@link #NO_TIME}
     * @param answer the answer is written into it, a value of {@link SeriesType#result}; nothing else is open there
     * @return whether there is an answer; else it is NULL, and nothing is written
     */
    boolean next(double[] values, long time, NestedWriter answer);
}
