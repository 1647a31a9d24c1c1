package io.millrace.core.connect;

import io.millrace.core.batch.BatchBuilder;

/** Reads one split. One thread at a time calls it. */
public interface Reader extends AutoCloseable {
    /**
     * Appends at most {@code maxRows} rows without waiting for more to come; one more when the last record is an update,
     * which is not cut in two. Returning fewer rows and {@link Poll#MORE} is fine; a call takes about a millisecond at most.
     */
    Poll poll(Rows rows, int maxRows);

    /** Where a reader would have to start to give the rows after the ones given so far. */
    Source.Position position();

    /** How much of the split has been read; called between polls, also before the first and after the last one. */
    default Amount amount() {
        return Amount.UNKNOWN;
    }

    @Override
    void close();

    /** Takes what a reader reads. */
    interface Rows {
        /**
         * Good rows go here, one vector for each wanted column; with weights other than +1 only where the table {@link
         * Connector.SourceConnector#changes changes}.
         */
        BatchBuilder builder();

        /**
         * A record that could not be decoded. Counts against {@code maxRows} too.
         *
         * @param raw the record, or as much of it as is worth keeping; at most 64 KiB are kept
         * @param reason what is wrong with it, in one line
         * @param offset where in the split it starts, in the measure of positions
         */
        void error(byte[] raw, int start, int length, String reason, long offset);
    }

    /**
     * What a poll found.
     *
     * @param state whether there is more
     * @param waitNanos for {@link State#IDLE}: poll again after this long even when not woken
     */
    record Poll(State state, long waitNanos) {
        public static final Poll MORE = new Poll(State.MORE, 0);
        public static final Poll END = new Poll(State.END, 0);

        public static Poll idle(long waitNanos) {
            return new Poll(State.IDLE, waitNanos);
        }
    }

    /** Whether a split has more to give. */
    enum State {
        /** There may be more at once. */
        MORE,
        /** Nothing now. */
        IDLE,
        /** Nothing ever again. */
        END
    }
}
