package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.calcite.ExtendedRelTypeFactory;
import org.jspecify.annotations.Nullable;

/** Makes Calcite's types; text is UTF-8. */
final class DialectTypeFactory extends SqlTypeFactoryImpl implements ExtendedRelTypeFactory {
    /** Calcite has no name for bitmaps. */
    static final SqlTypeName BITMAP = SqlTypeName.OTHER;

    DialectTypeFactory() {
        super(DialectTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /** DECIMAL(5), of which the parser says that its scale is -1, has no fraction. */
    @Override
    public RelDataType createSqlType(SqlTypeName name, int precision, int scale) {
        return super.createSqlType(name, precision, name == SqlTypeName.DECIMAL ? Math.max(scale, 0) : scale);
    }

    @Override
    public RelDataType createRawType(String className, String serializer) {
        throw unsupported("RAW");
    }

    @Override
    public RelDataType createStructuredType(String className, List<RelDataType> types, List<String> names) {
        throw unsupported("STRUCTURED");
    }

    @Override
    public RelDataType createBitmapType() {
        return createSqlType(BITMAP);
    }

    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types) {
        boolean bitmaps = types.stream().anyMatch(type -> type.getSqlTypeName() == BITMAP);
        if (!bitmaps) {
            RelDataType mixed = mixedTimes(types);
            return mixed == null ? super.leastRestrictive(types) : mixed;
        }
        boolean fits = types.stream()
                .allMatch(type -> type.getSqlTypeName() == BITMAP || type.getSqlTypeName() == SqlTypeName.NULL);
        boolean nullable = types.stream().anyMatch(RelDataType::isNullable);
        return fits ? createTypeWithNullability(createBitmapType(), nullable) : null;
    }

    /** A ROW is one of our own again, as a cast to it makes it. */
    @Override
    protected @Nullable RelDataType leastRestrictiveStructuredType(List<RelDataType> types) {
        RelDataType row = super.leastRestrictiveStructuredType(types);
        return row == null
                ? null
                : createTypeWithNullability(
                        createStructType(
                                StructKind.PEEK_FIELDS_NO_EXPAND,
                                row.getFieldList().stream()
                                        .map(RelDataTypeField::getType)
                                        .toList(),
                                row.getFieldNames()),
                        row.isNullable());
    }

    /** TIMESTAMP and TIMESTAMP_LTZ become the later one of different precisions, else the first one, as in Flink. */
    private @Nullable RelDataType mixedTimes(List<RelDataType> types) {
        RelDataType result = null;
        boolean mixed = false;
        for (RelDataType type : types) {
            SqlTypeName name = type.getSqlTypeName();
            if (name == SqlTypeName.NULL) {
                continue;
            } else if (!isTimestamp(name)) {
                return null;
            } else if (result == null) {
                result = type;
                continue;
            }
            mixed |= name != result.getSqlTypeName();
            if (type.getPrecision() != result.getPrecision()) {
                result = createSqlType(name, Math.max(type.getPrecision(), result.getPrecision()));
            }
        }
        return mixed && result != null
                ? createTypeWithNullability(result, types.stream().anyMatch(RelDataType::isNullable))
                : null;
    }

    static boolean isTimestamp(SqlTypeName name) {
        return name == SqlTypeName.TIMESTAMP || name == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    private static QueryException unsupported(String type) {
        return new QueryException("type " + type + " is not supported", null, "use BYTES or STRING");
    }
}
