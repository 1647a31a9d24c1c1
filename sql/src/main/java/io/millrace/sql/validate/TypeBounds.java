package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.flink.sql.parser.type.ExtendedSqlRowTypeNameSpec;
import org.jspecify.annotations.Nullable;

/** Refuses types with more digits, or texts shorter, than there are: Calcite takes some of them and makes others of them. */
public final class TypeBounds extends SqlBasicVisitor<@Nullable Void> {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_FRACTION_DIGITS = 6;

    private TypeBounds() {}

    /** Checks the types that are written in an expression, a query or as the type of a column. */
    public static void check(SqlNode node) {
        node.accept(new TypeBounds());
    }

    @Override
    public @Nullable Void visit(SqlDataTypeSpec type) {
        check(type.getTypeNameSpec());
        return null;
    }

    private static void check(SqlTypeNameSpec type) {
        if (type instanceof SqlBasicTypeNameSpec basic) {
            checkBasic(basic);
        } else if (type instanceof SqlCollectionTypeNameSpec collection) {
            check(collection.getElementTypeName());
        } else if (type instanceof SqlMapTypeNameSpec map) {
            List.of(map.getKeyType(), map.getValType()).forEach(TypeBounds::check);
        } else if (type instanceof ExtendedSqlRowTypeNameSpec row) {
            row.getFieldTypes().forEach(TypeBounds::check);
        }
    }

    private static void checkBasic(SqlBasicTypeNameSpec type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        switch (type.getTypeName().getSimple()) {
            case "DECIMAL" -> {
                if (precision > MAX_DIGITS) {
                    String wanted = "DECIMAL(" + MAX_DIGITS + ", " + Math.min(Math.max(scale, 0), MAX_DIGITS) + ")";
                    throw error(type, "DECIMAL has at most 38 digits, not " + precision, "write " + wanted);
                } else if (precision == 0) {
                    throw error(type, "DECIMAL has at least one digit, not 0", "write DECIMAL(p, s), p from 1 to 38");
                } else if (scale > precision) {
                    throw error(
                            type,
                            "DECIMAL(" + precision + ", " + scale + ") has more digits behind the point than in all",
                            "the first number counts all digits: DECIMAL(" + Math.min(precision + scale, MAX_DIGITS)
                                    + ", " + Math.min(scale, MAX_DIGITS) + ")");
                }
            }
            case "CHAR", "VARCHAR", "BINARY", "VARBINARY" -> {
                if (precision == 0) {
                    String name = type.getTypeName().getSimple();
                    throw error(
                            type,
                            name + " has a length of at least 1, not 0",
                            "write " + (name.endsWith("CHAR") ? "STRING" : "BYTES") + " for any length");
                }
            }
            default -> {
                String name = type.getTypeName().getSimple();
                if (name.startsWith("TIME") && precision > MAX_FRACTION_DIGITS) {
                    throw error(
                            type,
                            (name.equals("TIME") ? "TIME" : "TIMESTAMP") + " with " + precision
                                    + " fraction digits is not supported",
                            "times are kept in microseconds: use a precision of at most " + MAX_FRACTION_DIGITS);
                }
            }
        }
    }

    private static QueryException error(SqlTypeNameSpec type, String message, String hint) {
        return Places.error(message, type.getParserPos(), hint);
    }
}
