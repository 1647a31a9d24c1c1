package io.millrace.sql.validate;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions that give one of their arguments, in the type that all of them fit into. */
final class ChoiceFunctions {
    static final SqlFunction GREATEST = function(
            "GREATEST",
            ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.TO_NULLABLE),
            OperandTypes.SAME_VARIADIC);
    static final SqlFunction LEAST = function(
            "LEAST", ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.TO_NULLABLE), OperandTypes.SAME_VARIADIC);
    static final SqlFunction IF = function(
            "IF",
            binding -> binding.getTypeFactory()
                    .createTypeWithNullability(
                            common(binding, 1),
                            binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable)),
            OperandTypes.family(SqlTypeFamily.BOOLEAN, SqlTypeFamily.ANY, SqlTypeFamily.ANY));
    static final SqlFunction IFNULL = function("IFNULL", ChoiceFunctions::ifNull, OperandTypes.SAME_SAME);

    private ChoiceFunctions() {}

    private static SqlFunction function(String name, SqlReturnTypeInference result, SqlOperandTypeChecker arguments) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, null, arguments, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    /** The type that two arguments, from one on, fit into. */
    private static RelDataType common(SqlOperatorBinding binding, int from) {
        List<RelDataType> types = List.of(binding.getOperandType(from), binding.getOperandType(from + 1));
        RelDataType common = binding.getTypeFactory().leastRestrictive(types);
        if (common == null) {
            throw Places.error(
                    binding.getOperator().getName() + " cannot give either "
                            + Types.of(types.get(0)).sql() + " or "
                            + Types.of(types.get(1)).sql(),
                    ((org.apache.calcite.sql.SqlCallBinding) binding).getCall(),
                    "CAST one to the type of the other");
        }
        return common;
    }

    private static RelDataType ifNull(SqlOperatorBinding binding) {
        RelDataType common = common(binding, 0);
        boolean nullable = binding.getOperandType(0).isNullable()
                && binding.getOperandType(1).isNullable();
        return binding.getTypeFactory().createTypeWithNullability(common, nullable);
    }
}
