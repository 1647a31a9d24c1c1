package io.millrace.acceptance.flink.query;

import io.millrace.core.type.Type;
import java.util.List;

/** Types that can stand in for each other in an expression. */
enum Shape {
    INTEGER("TINYINT", "SMALLINT", "INT", "BIGINT"),
    EXACT("DECIMAL(10, 2)", "DECIMAL(5, 0)", "DECIMAL(20, 6)", "DECIMAL(38, 10)"),
    REAL("DOUBLE", "FLOAT"),
    TEXT("STRING", "VARCHAR(3)", "CHAR(4)"),
    BOOLEAN("BOOLEAN"),
    DATE("DATE"),
    TIME("TIME"),
    TIMESTAMP("TIMESTAMP(3)", "TIMESTAMP(0)", "TIMESTAMP(6)"),
    INSTANT("TIMESTAMP_LTZ(3)", "TIMESTAMP_LTZ(0)"),
    BYTES("BYTES"),
    /** Of which there are no expressions here. */
    OTHER;

    static final List<Shape> NUMBERS = List.of(INTEGER, EXACT, REAL);
    static final List<Shape> MOMENTS = List.of(DATE, TIMESTAMP, INSTANT);

    /** Types of this shape that can be cast to. */
    final List<String> types;

    Shape(String... types) {
        this.types = List.of(types);
    }

    boolean isNumber() {
        return NUMBERS.contains(this);
    }

    static Shape of(Type type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT -> INTEGER;
            case DECIMAL -> EXACT;
            case FLOAT, DOUBLE -> REAL;
            case CHAR, VARCHAR -> TEXT;
            case BOOLEAN -> BOOLEAN;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMP_LTZ -> INSTANT;
            case BINARY, VARBINARY -> BYTES;
            default -> OTHER;
        };
    }
}
