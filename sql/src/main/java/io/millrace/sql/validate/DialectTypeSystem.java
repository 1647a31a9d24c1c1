package io.millrace.sql.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Flink's rules for precisions and for the types of results. */
final class DialectTypeSystem extends RelDataTypeSystemImpl {
    static final DialectTypeSystem INSTANCE = new DialectTypeSystem();
    private static final int MAX_DIGITS = 38;
    private static final int MIN_QUOTIENT_SCALE = 6;
    private static final int BIGINT_DIGITS = 19;

    private DialectTypeSystem() {}

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> MAX_DIGITS;
            case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIME -> 9;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? MAX_DIGITS : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> 10;
            case CHAR, BINARY -> 1;
            case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        return argument.getSqlTypeName() == SqlTypeName.DECIMAL
                ? decimal(factory, MAX_DIGITS, argument.getScale(), argument.isNullable())
                : argument;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        return argument.getSqlTypeName() == SqlTypeName.DECIMAL
                ? decimal(factory, MAX_DIGITS, Math.max(argument.getScale(), MIN_QUOTIENT_SCALE), argument.isNullable())
                : argument;
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        if (!isDecimal(left, right)) {
            return null;
        }
        RelDataType a = exact(factory, left);
        RelDataType b = exact(factory, right);
        int scale = Math.max(a.getScale(), b.getScale());
        int digits = Math.max(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale()) + scale + 1;
        return fit(factory, digits, scale, left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        if (!isDecimal(left, right)) {
            return null;
        }
        RelDataType a = exact(factory, left);
        RelDataType b = exact(factory, right);
        int digits = a.getPrecision() + b.getPrecision() + 1;
        return fit(factory, digits, a.getScale() + b.getScale(), left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        if (!isDecimal(left, right)) {
            return null;
        }
        RelDataType a = exact(factory, left);
        RelDataType b = exact(factory, right);
        int scale = Math.max(MIN_QUOTIENT_SCALE, a.getScale() + b.getPrecision() + 1);
        int digits = a.getPrecision() - a.getScale() + b.getScale() + scale;
        return fit(factory, digits, scale, left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        if (!isDecimal(left, right)) {
            return null;
        }
        RelDataType a = exact(factory, left);
        RelDataType b = exact(factory, right);
        if (a.getScale() == 0 && b.getScale() == 0) {
            return factory.createTypeWithNullability(right, left.isNullable() || right.isNullable());
        }
        int scale = Math.max(a.getScale(), b.getScale());
        int digits = Math.min(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale()) + scale;
        return fit(factory, digits, scale, left, right);
    }

    private static boolean isDecimal(RelDataType left, RelDataType right) {
        return SqlTypeUtil.isExactNumeric(left)
                && SqlTypeUtil.isExactNumeric(right)
                && (SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right));
    }

    /** The DECIMAL that a number is in arithmetic; Calcite would give a BIGINT as many digits as there can be. */
    private static RelDataType exact(RelDataTypeFactory factory, RelDataType type) {
        if (type.getSqlTypeName() == SqlTypeName.BIGINT) {
            return decimal(factory, BIGINT_DIGITS, 0, type.isNullable());
        }
        return SqlTypeUtil.isDecimal(type) ? type : factory.decimalOf(type);
    }

    /** When the digits do not fit, fraction digits go first, but never below six. */
    private static RelDataType fit(
            RelDataTypeFactory factory, int digits, int scale, RelDataType left, RelDataType right) {
        boolean nullable = left.isNullable() || right.isNullable();
        if (digits <= MAX_DIGITS) {
            return decimal(factory, digits, scale, nullable);
        }
        int kept = Math.max(MAX_DIGITS - (digits - scale), Math.min(scale, MIN_QUOTIENT_SCALE));
        return decimal(factory, MAX_DIGITS, kept, nullable);
    }

    private static RelDataType decimal(RelDataTypeFactory factory, int precision, int scale, boolean nullable) {
        return factory.createTypeWithNullability(
                factory.createSqlType(SqlTypeName.DECIMAL, precision, scale), nullable);
    }
}
