package io.millrace.core.type;

/** How the values of a type are held in memory; one vector class for each. */
public enum Storage {
    /** One boolean a value. */
    BOOLEAN,
    /**
     * One long a value: integers as they are, DATE in days since 1970, TIME in milliseconds of the day, timestamps in
     * microseconds since 1970, INTERVAL_MONTH in months, INTERVAL_SECOND in milliseconds.
     */
    LONG,
    /** One double a value; a FLOAT always holds a value that a {@code float} can represent. */
    DOUBLE,
    /** An unscaled 128-bit integer in two longs. */
    DECIMAL,
    /** Bytes and offsets; text is UTF-8. */
    BYTES
}
