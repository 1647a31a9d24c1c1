package io.millrace.engine.scan;

/**
 * The watermark of one split, and what else decides whether one of its rows is late: the other splits' watermarks as of
 * the previous epoch, and the table's own, which never goes back.
 */
final class SplitWatermark {
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

    void move(long watermark) {
        own = Math.max(own, watermark);
    }

    void beginEpoch(long lowestOfOthers, long table) {
        others = lowestOfOthers;
        floor = table;
    }
}
