package io.millrace.engine.function;

/** What an argument may be; a planner casts to it where that loses nothing. */
public enum Family {
    /** Any number. */
    NUMERIC,
    /** TINYINT to BIGINT. */
    INTEGER,
    /** CHAR, VARCHAR, STRING. */
    TEXT,
    /** BINARY, VARBINARY, BYTES. */
    BYTES,
    BOOLEAN,
    BITMAP,
    VARIANT,
    DATE,
    TIME,
    /** TIMESTAMP. */
    TIMESTAMP,
    /** TIMESTAMP_LTZ. */
    TIMESTAMP_LTZ,
    /** DATE, TIMESTAMP or TIMESTAMP_LTZ. */
    MOMENT,
    /** DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ or an interval. */
    TEMPORAL,
    INTERVAL,
    /** A unit of time as a literal: {@code YEAR}, {@code HOUR}, …; in SQL a key word, in a call a text literal. */
    UNIT,
    ANY
}
