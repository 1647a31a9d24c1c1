package io.millrace.core.rolling;

/** What the first w-1 positions of a series give, where fewer than w values exist. */
public enum Start {
    /**
     * The window holds the values so far, as SQL's {@code ROWS BETWEEN w-1 PRECEDING AND CURRENT ROW} does. The default.
     */
    PARTIAL_WINDOWS,
    /** NaN until w values have been seen. */
    COMPLETE_WINDOWS
}
