package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Our types and Calcite's. */
public final class Types {
    private static final int MAX_FRACTION_DIGITS = 6;

    private Types() {}

    /**
     * Our type for Calcite's.
     *
     * @throws QueryException without a place, when there is none
     */
    public static Type of(RelDataType type) {
        boolean nullable = type.isNullable();
        SqlTypeName name = type.getSqlTypeName();
        return switch (name) {
            case BOOLEAN -> plain(Kind.BOOLEAN, nullable);
            case TINYINT -> plain(Kind.TINYINT, nullable);
            case SMALLINT -> plain(Kind.SMALLINT, nullable);
            case INTEGER -> plain(Kind.INT, nullable);
            case BIGINT -> plain(Kind.BIGINT, nullable);
            case FLOAT, REAL -> plain(Kind.FLOAT, nullable);
            case DOUBLE -> plain(Kind.DOUBLE, nullable);
            case DECIMAL -> new Type(Kind.DECIMAL, type.getPrecision(), type.getScale(), nullable);
            case CHAR -> new Type(Kind.CHAR, type.getPrecision(), 0, nullable);
            case VARCHAR -> new Type(Kind.VARCHAR, type.getPrecision(), 0, nullable);
            case BINARY -> new Type(Kind.BINARY, type.getPrecision(), 0, nullable);
            case VARBINARY -> new Type(Kind.VARBINARY, type.getPrecision(), 0, nullable);
            case DATE -> plain(Kind.DATE, nullable);
            case TIME -> new Type(Kind.TIME, fraction(type), 0, nullable);
            case TIMESTAMP -> new Type(Kind.TIMESTAMP, fraction(type), 0, nullable);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new Type(Kind.TIMESTAMP_LTZ, fraction(type), 0, nullable);
            case NULL -> plain(Kind.NULL, true);
            case VARIANT -> plain(Kind.VARIANT, nullable);
            case OTHER -> plain(Kind.BITMAP, nullable);
            case ARRAY -> Type.array(of(component(type))).withNullable(nullable);
            case MAP -> Type.map(of(key(type)), of(value(type))).withNullable(nullable);
            case MULTISET -> Type.multiset(of(component(type))).withNullable(nullable);
            case ROW -> Type.row(schema(type).columns()).withNullable(nullable);
            default -> {
                if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)) {
                    yield plain(Kind.INTERVAL_MONTH, nullable);
                } else if (SqlTypeName.DAY_INTERVAL_TYPES.contains(name)) {
                    yield plain(Kind.INTERVAL_SECOND, nullable);
                }
                throw new QueryException(
                        "type " + name.getName() + " is not supported", null, "docs/sql.md lists what is");
            }
        };
    }

    private static RelDataType component(RelDataType type) {
        return Objects.requireNonNull(type.getComponentType(), "a collection without elements");
    }

    private static RelDataType key(RelDataType type) {
        return Objects.requireNonNull(type.getKeyType(), "a map without keys");
    }

    private static RelDataType value(RelDataType type) {
        return Objects.requireNonNull(type.getValueType(), "a map without values");
    }

    /** Our schema for Calcite's row type. */
    public static Schema schema(RelDataType row) {
        List<Column> columns = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            columns.add(new Column(field.getName(), of(field.getType())));
        }
        return new Schema(columns);
    }

    /** Calcite's type for ours. */
    public static RelDataType toCalcite(Type type, RelDataTypeFactory factory) {
        RelDataType result = switch (type.kind()) {
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
            case INT -> factory.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case FLOAT -> factory.createSqlType(SqlTypeName.FLOAT);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
            case CHAR -> text(factory, SqlTypeName.CHAR, type);
            case VARCHAR -> text(factory, SqlTypeName.VARCHAR, type);
            case BINARY -> factory.createSqlType(SqlTypeName.BINARY, type.precision());
            case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY, type.precision());
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME, type.precision());
            case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, type.precision());
            case TIMESTAMP_LTZ -> factory.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, type.precision());
            case INTERVAL_MONTH ->
                factory.createSqlIntervalType(
                        new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO));
            case INTERVAL_SECOND ->
                factory.createSqlIntervalType(
                        new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
            case NULL -> factory.createSqlType(SqlTypeName.NULL);
            case ARRAY -> factory.createArrayType(toCalcite(type.child(0), factory), -1);
            case MAP -> factory.createMapType(toCalcite(type.child(0), factory), toCalcite(type.child(1), factory));
            case VARIANT -> factory.createSqlType(SqlTypeName.VARIANT);
            case BITMAP -> factory.createSqlType(DialectTypeFactory.BITMAP);
            case MULTISET -> factory.createMultisetType(toCalcite(type.child(0), factory), -1);
            case ROW ->
                factory.createStructType(
                        StructKind.PEEK_FIELDS_NO_EXPAND,
                        type.children().stream()
                                .map(field -> toCalcite(field.type(), factory))
                                .toList(),
                        type.children().stream().map(Column::name).toList());
        };
        return factory.createTypeWithNullability(result, type.nullable());
    }

    /** Calcite's row type for our schema. */
    public static RelDataType toCalcite(Schema schema, RelDataTypeFactory factory) {
        RelDataTypeFactory.Builder builder = factory.builder();
        schema.columns().forEach(column -> builder.add(column.name(), toCalcite(column.type(), factory)));
        return builder.build();
    }

    private static RelDataType text(RelDataTypeFactory factory, SqlTypeName name, Type type) {
        return factory.createTypeWithCharsetAndCollation(
                factory.createSqlType(name, type.precision()),
                factory.getDefaultCharset(),
                org.apache.calcite.sql.SqlCollation.IMPLICIT);
    }

    private static Type plain(Kind kind, boolean nullable) {
        return new Type(kind, 0, 0, nullable);
    }

    private static int fraction(RelDataType type) {
        int precision = type.getPrecision();
        if (precision > MAX_FRACTION_DIGITS) {
            throw new QueryException(
                    type.getSqlTypeName().getName() + " with " + precision + " fraction digits is not supported",
                    null,
                    "times are kept in microseconds: use a precision of at most " + MAX_FRACTION_DIGITS);
        }
        return precision;
    }
}
