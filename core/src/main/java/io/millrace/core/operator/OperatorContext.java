package io.millrace.core.operator;

import io.millrace.core.env.Environment;
import io.millrace.core.state.State;

/** What an operator gets from the engine. */
public interface OperatorContext {
    /** Makes {@code state} part of every checkpoint, under a name that is unique in the operator. */
    void register(String name, State state);

    Environment environment();

    /** Takes rows that came too late to be used. */
    LateRows lateRows();

    /** Which share of the keys this instance owns, from 0, and of how many. */
    Share share();

    /** One instance of an operator among its parallel siblings. */
    record Share(int index, int count) {}

    /** Counts and keeps late rows. */
    interface LateRows {
        /**
         * One row that could not be used.
         *
         * @param row the row as its source encoded it in the hidden late column
         * @param windowStart the start of the window that had closed, or {@link Long#MIN_VALUE} when there is none
         * @param windowEnd the end of the window that had closed, or {@link Long#MIN_VALUE} when there is none
         */
        void add(byte[] row, int offset, int length, long windowStart, long windowEnd);

        /** One row that could not be used and no longer has a row of its table: it is only counted. */
        void count();
    }
}
