package io.millrace.sql.validate;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** CAST and TRY_CAST that also take nested values: to text, and part by part to another nested type. */
final class NestedCast extends SqlCastFunction {
    static final NestedCast CAST = new NestedCast("CAST", SqlKind.CAST);
    static final NestedCast TRY_CAST = new NestedCast("TRY_CAST", SqlKind.SAFE_CAST);
    static final List<NestedCast> BOTH = List.of(CAST, TRY_CAST);

    private NestedCast(String name, SqlKind kind) {
        super(name, kind);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        RelDataType given = binding.getOperandType(0);
        if (given.getSqlTypeName() == SqlTypeName.VARIANT
                || binding.getOperandType(1).getSqlTypeName() == SqlTypeName.VARIANT) {
            return checkVariant(binding, given, throwOnFailure);
        }
        if (!isNested(given)) {
            checkTruth(binding, given);
            return super.checkOperandTypes(binding, throwOnFailure);
        }
        Type from = Types.of(given);
        Type to = Types.of(SqlTypeUtil.deriveType(binding, binding.operand(1)));
        if (isAllowed(from, to)) {
            return true;
        } else if (!throwOnFailure) {
            return false;
        }
        throw Places.error(
                "a cast of " + from.sql() + " to " + to.sql() + " is not supported",
                binding.getCall(),
                from.kind() == to.kind()
                        ? "both need as many fields, and each field must be one that can be cast"
                        : "a nested value becomes text, or one of the same kind");
    }

    /** TRUE becomes 1. */
    private static void checkTruth(SqlCallBinding binding, RelDataType given) {
        RelDataType wanted = SqlTypeUtil.deriveType(binding, binding.operand(1));
        if (given.getSqlTypeName() == SqlTypeName.BOOLEAN
                && wanted.getSqlTypeName() == SqlTypeName.DECIMAL
                && wanted.getPrecision() == wanted.getScale()) {
            throw Places.error(
                    "a cast of BOOLEAN to " + Types.of(wanted).sql() + " is not supported",
                    binding.getCall(),
                    "TRUE becomes 1, for which it has no digit");
        }
    }

    /** A VARIANT becomes what its text does; nothing becomes a VARIANT. */
    private static boolean checkVariant(SqlCallBinding binding, RelDataType given, boolean throwOnFailure) {
        Type from = Types.of(given);
        Type to = Types.of(SqlTypeUtil.deriveType(binding, binding.operand(1)));
        boolean made = to.kind() == Kind.VARIANT;
        if (from.kind() == to.kind()
                || from.kind() == Kind.NULL
                || !made && !to.kind().isNested() && to.kind() != Kind.BITMAP) {
            return true;
        } else if (!throwOnFailure) {
            return false;
        }
        throw Places.error(
                "a cast of " + from.sql() + " to " + to.sql() + " is not supported",
                binding.getCall(),
                made
                        ? "PARSE_JSON(text) makes a VARIANT, of any other value PARSE_JSON(JSON_STRING(x))"
                        : "take its parts: v['key'] and v[1], and cast these");
    }

    /** Calcite would look for fields in whatever a row becomes. */
    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        RelDataType given = binding.getOperandType(0);
        RelDataType wanted = binding.getOperandType(1);
        boolean variant = given.getSqlTypeName() == SqlTypeName.VARIANT;
        if (!isNested(given) && !isNested(wanted) && !variant) {
            return super.inferReturnType(binding);
        }
        boolean nullable = given.isNullable() || variant || getKind() == SqlKind.SAFE_CAST;
        return Types.toCalcite(Types.of(wanted).withNullable(nullable), binding.getTypeFactory());
    }

    static boolean isNested(RelDataType type) {
        return type.isStruct() || type.getComponentType() != null || type.getKeyType() != null;
    }

    private static boolean isAllowed(Type from, Type to) {
        if (!from.kind().isNested() || to.kind().isText()) {
            return !to.kind().isNested() || from.kind() == Kind.NULL;
        }
        if (from.kind() != to.kind() || from.children().size() != to.children().size()) {
            return false;
        }
        for (int i = 0; i < from.children().size(); i++) {
            if (!isAllowed(from.child(i), to.child(i))) {
                return false;
            }
        }
        return true;
    }
}
