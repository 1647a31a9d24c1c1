package io.millrace.core.type;

/** The families of Flink SQL's types that Millrace knows. */
public enum Kind {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    FLOAT,
    DOUBLE,
    DECIMAL,
    CHAR,
    VARCHAR,
    BINARY,
    VARBINARY,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_LTZ,
    INTERVAL_MONTH,
    INTERVAL_SECOND,
    /** Values of one type in order. */
    ARRAY,
    /** Values by key; no key is there twice. */
    MAP,
    /** Values without order, some of them more than once. */
    MULTISET,
    /** Fields with names. */
    ROW,
    /** A set of 32-bit numbers; see {@link io.millrace.core.bitmap.Bitmap}. */
    BITMAP,
    /** Any value of JSON, as text without white space, with the names of objects in order. */
    VARIANT,
    /** The type of a bare {@code NULL}. */
    NULL;

    /** Whether values are whole numbers that wrap at the type's width. */
    public boolean isInteger() {
        return this == TINYINT || this == SMALLINT || this == INT || this == BIGINT;
    }

    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    public boolean isNumeric() {
        return isInteger() || isFloating() || this == DECIMAL;
    }

    public boolean isText() {
        return this == CHAR || this == VARCHAR;
    }

    public boolean isBytes() {
        return this == BINARY || this == VARBINARY;
    }

    /** Whether values are made of other values; see {@link io.millrace.core.nested.Nested}. */
    public boolean isNested() {
        return this == ARRAY || this == MAP || this == MULTISET || this == ROW;
    }

    /** Whether one value can be less than another. */
    public boolean hasOrder() {
        return !isNested() && this != BITMAP && this != VARIANT;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP || this == TIMESTAMP_LTZ;
    }
}
