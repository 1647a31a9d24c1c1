package io.millrace.core.type;

import java.util.Locale;

/**
 * A column type as Flink SQL writes it.
 *
 * @param kind the family
 * @param precision digits of a DECIMAL, fraction digits of TIME and timestamps, length of text and bytes; 0 elsewhere
 * @param scale fraction digits of a DECIMAL; 0 elsewhere
 * @param nullable whether NULL is a value of the type
 */
public record Type(Kind kind, int precision, int scale, boolean nullable) {
    /** The length of STRING and BYTES. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    public static final Type BOOLEAN = of(Kind.BOOLEAN);
    public static final Type TINYINT = of(Kind.TINYINT);
    public static final Type SMALLINT = of(Kind.SMALLINT);
    public static final Type INT = of(Kind.INT);
    public static final Type BIGINT = of(Kind.BIGINT);
    public static final Type FLOAT = of(Kind.FLOAT);
    public static final Type DOUBLE = of(Kind.DOUBLE);
    public static final Type STRING = new Type(Kind.VARCHAR, UNBOUNDED, 0, true);
    public static final Type BYTES = new Type(Kind.VARBINARY, UNBOUNDED, 0, true);
    public static final Type DATE = of(Kind.DATE);
    public static final Type TIME = of(Kind.TIME);

    public Type {
        if (kind == Kind.DECIMAL && (precision < 1 || precision > 38 || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ") is out of range");
        }
    }

    private static Type of(Kind kind) {
        return new Type(kind, 0, 0, true);
    }

    public static Type decimal(int precision, int scale) {
        return new Type(Kind.DECIMAL, precision, scale, true);
    }

    public static Type timestamp(int precision) {
        return new Type(Kind.TIMESTAMP, precision, 0, true);
    }

    public static Type timestampLtz(int precision) {
        return new Type(Kind.TIMESTAMP_LTZ, precision, 0, true);
    }

    public Type withNullable(boolean value) {
        return value == nullable ? this : new Type(kind, precision, scale, value);
    }

    public Type notNull() {
        return withNullable(false);
    }

    public Storage storage() {
        return switch (kind) {
            case BOOLEAN -> Storage.BOOLEAN;
            case TINYINT,
                    SMALLINT,
                    INT,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_LTZ,
                    INTERVAL_MONTH,
                    INTERVAL_SECOND,
                    NULL -> Storage.LONG;
            case FLOAT, DOUBLE -> Storage.DOUBLE;
            case DECIMAL -> Storage.DECIMAL;
            case CHAR, VARCHAR, BINARY, VARBINARY -> Storage.BYTES;
        };
    }

    /** The type in SQL, without NOT NULL. */
    public String sql() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case TIMESTAMP, TIMESTAMP_LTZ, TIME -> kind + "(" + precision + ")";
            case CHAR, BINARY -> kind + "(" + precision + ")";
            case VARCHAR -> precision == UNBOUNDED ? "STRING" : "VARCHAR(" + precision + ")";
            case VARBINARY -> precision == UNBOUNDED ? "BYTES" : "VARBINARY(" + precision + ")";
            case INTERVAL_MONTH -> "INTERVAL MONTH";
            case INTERVAL_SECOND -> "INTERVAL SECOND(3)";
            default -> kind.name().toUpperCase(Locale.ROOT);
        };
    }

    @Override
    public String toString() {
        return nullable ? sql() : sql() + " NOT NULL";
    }
}
