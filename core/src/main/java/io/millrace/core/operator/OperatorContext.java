package io.millrace.core.operator;

import io.millrace.core.env.Environment;
import io.millrace.core.state.OperatorStates;

/** What an operator gets from the engine. */
public interface OperatorContext {
    /** What is counted and survives a restart of what the operator holds. */
    OperatorStates states();

    Environment environment();

    /** Takes rows that came too late to be used. */
    LateRows lateRows();

    /** Which share of the keys this instance owns, from 0, and of how many. */
    Share share();

    /** How long the operator may keep what is not written any more. */
    Lifetime lifetime();

    /** The time to live of state, in time of processing, and the count of what it ended. */
    interface Lifetime {
        /** How long after its last write what is kept of an input's rows is forgotten; 0 for never. */
        long micros(int input);

        /** So many keys or rows were forgotten because their time was over. */
        void count(long expired);
    }

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
