package io.millrace.core.connect;

/**
 * How much of a split has been read, for people who wait for its end: no result depends on it. The measure is the
 * reader's own, such as bytes or rows, and the same for all splits of a source.
 *
 * @param read how much has been read, from 0 to {@code total}
 * @param total how much there is; {@link #UNKNOWN_TOTAL} when that is not known
 */
public record Amount(long read, long total) {
    public static final long UNKNOWN_TOTAL = -1;
    /** Of a split whose length nobody knows. */
    public static final Amount UNKNOWN = new Amount(0, UNKNOWN_TOTAL);

    /** An amount of a known total; what is read beyond it does not count. */
    public static Amount of(long read, long total) {
        return new Amount(Math.max(0, Math.min(read, total)), total);
    }

    public boolean isKnown() {
        return total != UNKNOWN_TOTAL;
    }
}
