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

    /** The same where what is not written for so long (microseconds) is forgotten, unless that is 0. */
    Kept withLifetime(long micros) {
        return micros == 0 || !isForEver()
                ? this
                : new Kept(what, input, key, eachWindow, duration(micros) + " after it was last written");
    }

    static String duration(long micros) {
        String[] units = {"d", "h", "min", "s", "ms"};
        long[] sizes = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L};
        for (int i = 0; i < sizes.length; i++) {
            if (micros % sizes[i] == 0) {
                return micros / sizes[i] + " " + units[i];
            }
        }
        return micros + " us";
    }

    /** Whether it stays as long as the run does. */
    public boolean isForEver() {
        return until.equals(FOR_EVER);
    }
}
