package io.millrace.sql.plan;

/**
 * What a consumer of rows needs besides columns.
 *
 * @param late the hidden late column, where there is one
 * @param touching that column also for rows a millisecond ahead of the watermark
 * @param ordinal the hidden ordinal, where there is one
 * @param timed the watermark
 */
record Need(boolean late, boolean touching, boolean ordinal, boolean timed) {
    static final Need NOTHING = new Need(false, false, false, false);
}
