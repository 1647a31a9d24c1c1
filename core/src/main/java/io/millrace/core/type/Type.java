package io.millrace.core.type;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A column type as Flink SQL writes it.
 *
 * @param kind the family
 * @param precision digits of a DECIMAL, fraction digits of TIME and timestamps, length of text and bytes; 0 elsewhere
 * @param scale fraction digits of a DECIMAL; 0 elsewhere
 * @param nullable whether NULL is a value of the type
 * @param children the fields of a ROW, the element of an ARRAY, the key and the value of a MAP, the element and the
 *     count of a MULTISET; empty elsewhere
 */
public record Type(Kind kind, int precision, int scale, boolean nullable, List<Column> children) {
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
    public static final Type BITMAP = of(Kind.BITMAP);
    public static final Type VARIANT = of(Kind.VARIANT);
    public static final Type DATE = of(Kind.DATE);
    public static final Type TIME = of(Kind.TIME);

    public Type {
        children = List.copyOf(children);
        if (kind == Kind.DECIMAL && (precision < 1 || precision > 38 || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ") is out of range");
        }
    }

    /** A type without children. */
    public Type(Kind kind, int precision, int scale, boolean nullable) {
        this(kind, precision, scale, nullable, List.of());
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

    public static Type array(Type element) {
        return new Type(Kind.ARRAY, 0, 0, true, List.of(new Column("element", element)));
    }

    public static Type map(Type key, Type value) {
        return new Type(Kind.MAP, 0, 0, true, List.of(new Column("key", key), new Column("value", value)));
    }

    public static Type multiset(Type element) {
        return new Type(
                Kind.MULTISET, 0, 0, true, List.of(new Column("element", element), new Column("count", INT.notNull())));
    }

    public static Type row(List<Column> fields) {
        return new Type(Kind.ROW, 0, 0, true, fields);
    }

    /** The type of a child. */
    public Type child(int index) {
        return children.get(index).type();
    }

    /**
     * What a value is a list of: the element of an ARRAY; for a MAP a ROW of key and value, for a MULTISET a ROW of
     * element and count.
     */
    public Type item() {
        return kind == Kind.ARRAY ? child(0) : row(children).notNull();
    }

    public Type withNullable(boolean value) {
        return value == nullable ? this : new Type(kind, precision, scale, value, children);
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
            case CHAR, VARCHAR, BINARY, VARBINARY, BITMAP, VARIANT, ARRAY, MAP, MULTISET, ROW -> Storage.BYTES;
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
            case ARRAY, MULTISET -> kind + "<" + child(0) + ">";
            case MAP -> "MAP<" + child(0) + ", " + child(1) + ">";
            case ROW ->
                children.stream()
                        .map(field -> "`" + field.name().replace("`", "``") + "` " + field.type())
                        .collect(Collectors.joining(", ", "ROW<", ">"));
            default -> kind.name().toUpperCase(Locale.ROOT);
        };
    }

    @Override
    public String toString() {
        return nullable ? sql() : sql() + " NOT NULL";
    }
}
