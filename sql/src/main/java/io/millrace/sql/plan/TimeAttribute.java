package io.millrace.sql.plan;

/** What a column that windows can be cut by tells the time of. */
enum TimeAttribute {
    /** When something happened, as the rows say; watermarks speak of it. */
    EVENT,
    /** When a row is processed, as PROCTIME() says. */
    PROCESSING
}
