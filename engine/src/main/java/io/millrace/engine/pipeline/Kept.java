package io.millrace.engine.pipeline;

import java.util.List;

/**
 * One thing that an operator keeps between batches, in the words of {@code EXPLAIN STATE}.
 *
 * @param what what is kept: {@code "one row of aggregates"}
 * @param input which of the operator's inputs {@code key} speaks of
 * @param key the columns of that input for each of whose values there is one; empty when there is one for all
 * @param eachWindow whether there is one for each open window too
 * @param until when it is dropped: {@code "the watermark passes its time"}; {@link #FOR_EVER} when only the run's end
 *     drops it
 */
public record Kept(String what, int input, List<Integer> key, boolean eachWindow, String until) {
    /** Of what is never dropped while the run lasts. */
    public static final String FOR_EVER = "for ever";

    /** Of what goes with its window. */
    public static final String WINDOW = "the watermark passes the end of the window";

    public Kept {
        key = List.copyOf(key);
    }

    /** Something that belongs to no window. */
    public Kept(String what, List<Integer> key, String until) {
        this(what, 0, key, false, until);
    }

    /** Something that is kept for each open window and goes with it. */
    public static Kept ofWindow(String what, List<Integer> key) {
        return new Kept(what, 0, key, true, WINDOW);
    }

    /** Whether it stays as long as the run does. */
    public boolean isForEver() {
        return until.equals(FOR_EVER);
    }
}
