package io.millrace.core.state;

/**
 * What of an operator's rows has not gone on, and what brings the first of it, as of the end of an epoch. All times are in
 * microseconds.
 *
 * @param count how many rows, groups or sessions wait; 0 when nothing does
 * @param due the watermark with which the first of them goes on; {@link Long#MAX_VALUE} when only the end of the input,
 *     or a row that is still to come, does that
 * @param windowStart the start of the first window that is open, {@link Long#MIN_VALUE} when unknown
 * @param windowEnd its end, {@link Long#MIN_VALUE} when nothing waits for a window; windows know the session's clock
 */
public record Waiting(long count, long due, long windowStart, long windowEnd) {
    /** Everything that came has gone on, or is only kept for what is still to come. */
    public static final Waiting NOTHING = new Waiting(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    /** Rows that wait for no window. */
    public static Waiting until(long due, long count) {
        return count == 0 ? NOTHING : new Waiting(count, due, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Rows that go on when the input ends. */
    public static Waiting untilEnd(long count) {
        return until(Long.MAX_VALUE, count);
    }

    /** Whether the first of what waits belongs to a window. */
    public boolean isWindow() {
        return windowEnd != Long.MIN_VALUE;
    }

    /** This and what waits elsewhere. */
    public Waiting and(Waiting other) {
        if (other.count == 0) {
            return this;
        } else if (count == 0) {
            return other;
        }
        Waiting first = other.due < due ? other : this;
        return new Waiting(count + other.count, first.due, first.windowStart, first.windowEnd);
    }
}
