package io.millrace.engine.scan;

import io.millrace.core.batch.LongVector;
import io.millrace.core.type.Type;

/**
 * The watermark of one split, and what else decides whether one of its rows is late: the other splits' watermarks as of
 * the previous epoch, and the table's own, which never goes back.
 */
final class SplitWatermark {
    private static final int MILLIS_DIGITS = 3;
    private static final long TICK_MICROS = 1000;

    private volatile long own = Long.MIN_VALUE;
    private long others = Long.MAX_VALUE;
    private long floor = Long.MIN_VALUE;

    /** The largest watermark that the split's rows gave so far. */
    long own() {
        return own;
    }

    /** The lowest watermark of the other active splits when the epoch began; {@link Long#MAX_VALUE} without any. */
    long others() {
        return others;
    }

    /** The table's watermark when the epoch began. */
    long floor() {
        return floor;
    }

    /**
     * The watermark just before each of the rows that the split gives next, by which also is decided whether they are
     * late; NULL as long as there is none.
     *
     * @param given what each row says of the watermark; NULL says nothing
     * @param type a TIMESTAMP or TIMESTAMP_LTZ, to whose precision it is cut
     */
    LongVector before(LongVector given, int size, Type type) {
        LongVector result = new LongVector(size);
        long unit = type.precision() <= MILLIS_DIGITS ? TICK_MICROS : 1;
        long moving = own;
        for (int i = 0; i < size; i++) {
            long before = Math.max(floor, Math.min(moving, others));
            if (before == Long.MIN_VALUE) {
                result.appendNull();
            } else {
                result.append(before - Math.floorMod(before, unit));
            }
            if (!given.isNull(i)) {
                moving = Math.max(moving, given.get(i));
            }
        }
        return result;
    }

    void move(long watermark) {
        own = Math.max(own, watermark);
    }

    void beginEpoch(long lowestOfOthers, long table) {
        others = lowestOfOthers;
        floor = table;
    }
}
