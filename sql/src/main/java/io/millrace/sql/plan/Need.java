package io.millrace.sql.plan;

/**
 * What a consumer of rows needs besides columns.
 *
 * @param late the hidden late column, where there is one
 * @param touching that column also for rows a millisecond ahead of the watermark
 * @param ordinal the hidden ordinal, where there is one
 * @param timed the watermark
 * @param kinds the hidden column that says what a change means, where there can be one; with it go changes of single rows
 *     rather than of epochs
 */
record Need(boolean late, boolean touching, boolean ordinal, boolean timed, boolean kinds) {
    static final Need NOTHING = new Need(false, false, false, false);

    Need(boolean late, boolean touching, boolean ordinal, boolean timed) {
        this(late, touching, ordinal, timed, false);
    }

    /** What an operator needs that waits for rows to be complete up to some time. */
    static Need of(Relation relation, boolean touching, boolean ordinal) {
        // A row is never late by the time at which it is processed.
        boolean event = !relation.waitsForProcessingTime();
        return new Need(event, event && touching, ordinal, event);
    }

    /** The same for inputs of operators that cannot hand on what a change means. */
    Need withoutKinds() {
        return kinds ? new Need(late, touching, ordinal, timed) : this;
    }
}
