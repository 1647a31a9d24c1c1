package io.millrace.sql.validate;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/**
 * What is cast without being asked: next to nothing, as in Flink. Calcite would make numbers of text wherever it can, and
 * the first text that is none would end the run. Numbers still widen to other numbers, as that is not a cast but a type
 * that both share.
 */
final class DialectCoercion extends TypeCoercionImpl {
    DialectCoercion(RelDataTypeFactory types, SqlValidator validator) {
        super(types, validator);
    }

    /** A date is compared with a timestamp as the midnight it begins with. */
    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        if (binding.getOperandCount() != 2) {
            return false;
        }
        RelDataType left = binding.getOperandType(0);
        RelDataType right = binding.getOperandType(1);
        boolean equality = switch (binding.getCall().getKind()) {
            case EQUALS, NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> true;
            default -> false;
        };
        if (equality && (isTextAndNumber(left, right) || isTextAndNumber(right, left))) {
            SqlNode text = binding.operand(SqlTypeUtil.inCharFamily(left) ? 0 : 1);
            throw Places.error(
                    "'" + binding.getOperator().getName() + "' does not take "
                            + Types.of(left).sql() + " and " + Types.of(right).sql(),
                    binding.getCall(),
                    text.getKind() == SqlKind.LITERAL
                            ? "leave out the quotes around the number"
                            : "compare with text in quotes, as in name = '5', or write CAST(name AS INT)");
        }
        return SqlTypeUtil.isDatetime(left) && SqlTypeUtil.isDatetime(right) && super.binaryComparisonCoercion(binding);
    }

    private static boolean isTextAndNumber(RelDataType text, RelDataType number) {
        return SqlTypeUtil.inCharFamily(text) && SqlTypeUtil.isNumeric(number);
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean caseWhenCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean caseOrEquivalentCoercion(SqlCallBinding binding) {
        return false;
    }

    /** Texts are not looked for among numbers. */
    @Override
    public boolean inOperationCoercion(SqlCallBinding binding) {
        if (binding.getOperandCount() == 2 && binding.operand(1).isA(SqlKind.QUERY)) {
            List<RelDataType> left = columns(binding.getOperandType(0));
            List<RelDataType> right = columns(binding.getOperandType(1));
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                if (isTextAndNumber(left.get(i), right.get(i)) || isTextAndNumber(right.get(i), left.get(i))) {
                    throw Places.error(
                            "'" + binding.getOperator().getName() + "' does not take "
                                    + Types.of(left.get(i)).sql() + " and "
                                    + Types.of(right.get(i)).sql(),
                            binding.getCall(),
                            "write CAST(x AS STRING) around the number");
                }
            }
        }
        return false;
    }

    private static List<RelDataType> columns(RelDataType type) {
        return type.isStruct()
                ? type.getFieldList().stream().map(RelDataTypeField::getType).toList()
                : List.of(type);
    }

    @Override
    public boolean quantifyOperationCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean builtinFunctionCoercion(
            SqlCallBinding binding, List<RelDataType> given, List<SqlTypeFamily> expected) {
        return false;
    }

    @Override
    public boolean userDefinedFunctionCoercion(SqlValidatorScope scope, SqlCall call, SqlFunction function) {
        return false;
    }

    @Override
    public boolean rowTypeCoercion(SqlValidatorScope scope, SqlNode query, int column, RelDataType target) {
        return false;
    }
}
