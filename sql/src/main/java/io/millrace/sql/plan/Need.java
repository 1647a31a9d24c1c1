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

    /** What an operator needs that waits for rows to be complete up to some time. */
    static Need of(Relation relation, boolean touching, boolean ordinal) {
        // A row is never late by the time at which it is processed.
        boolean event = !relation.waitsForProcessingTime();
        return new Need(event, event && touching, ordinal, event);
    }
}
