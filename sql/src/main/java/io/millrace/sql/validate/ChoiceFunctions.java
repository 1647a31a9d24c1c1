package io.millrace.sql.validate;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions that give one of their arguments, in the type that all of them fit into. */
final class ChoiceFunctions {
    static final SqlFunction GREATEST = function("GREATEST", ChoiceFunctions::oneOfAll, OperandTypes.SAME_VARIADIC);
    static final SqlFunction LEAST = function("LEAST", ChoiceFunctions::oneOfAll, OperandTypes.SAME_VARIADIC);
    static final SqlFunction IF = function(
            "IF",
            binding -> binding.getTypeFactory()
                    .createTypeWithNullability(
                            chosen(binding),
                            binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable)),
            OperandTypes.family(SqlTypeFamily.BOOLEAN, SqlTypeFamily.ANY, SqlTypeFamily.ANY));

    /** Of the system, as Calcite's own, which JOIN USING calls. */
    static final SqlFunction COALESCE = new SqlFunction(
            "COALESCE",
            SqlKind.OTHER_FUNCTION,
            ChoiceFunctions::firstNotNull,
            null,
            OperandTypes.VARIADIC,
            SqlFunctionCategory.SYSTEM);

    static final SqlFunction IFNULL = function("IFNULL", ChoiceFunctions::firstNotNull, OperandTypes.SAME_SAME);

    private ChoiceFunctions() {}

    private static SqlFunction function(String name, SqlReturnTypeInference result, SqlOperandTypeChecker arguments) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, null, arguments, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    /** Of two times, the type of the first, as in Flink. */
    private static RelDataType chosen(SqlOperatorBinding binding) {
        List<RelDataType> types = List.of(binding.getOperandType(1), binding.getOperandType(2));
        boolean times = types.stream().allMatch(type -> DialectTypeFactory.isTimestamp(type.getSqlTypeName()));
        return times ? types.get(0) : common(binding, types);
    }

    private static RelDataType oneOfAll(SqlOperatorBinding binding) {
        List<RelDataType> types = binding.collectOperandTypes();
        RelDataType common = approximate(binding.getTypeFactory(), types, common(binding, types));
        boolean nullable = types.stream().anyMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(common, nullable);
    }

    /**
     * Flink's own functions, other than CASE, keep all digits of DOUBLE; of FLOAT and then DECIMAL they make DOUBLE, of DECIMAL and then
     * FLOAT a FLOAT; of TIMESTAMP and TIMESTAMP_LTZ always the latter.
     */
    private static RelDataType approximate(RelDataTypeFactory factory, List<RelDataType> types, RelDataType common) {
        SqlTypeName name = common.getSqlTypeName();
        boolean moments =
                types.stream().anyMatch(type -> type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        if (name == SqlTypeName.TIMESTAMP && moments) {
            return factory.createSqlType(
                    SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
                    types.stream().mapToInt(RelDataType::getPrecision).max().orElse(0));
        }
        if (name != SqlTypeName.FLOAT && name != SqlTypeName.REAL && name != SqlTypeName.DOUBLE) {
            return common;
        }
        SqlTypeName found = SqlTypeName.NULL;
        for (RelDataType type : types) {
            switch (type.getSqlTypeName()) {
                case DOUBLE -> found = SqlTypeName.DOUBLE;
                case FLOAT, REAL -> found = found == SqlTypeName.DOUBLE ? found : SqlTypeName.FLOAT;
                case DECIMAL -> found = found == SqlTypeName.FLOAT ? SqlTypeName.DOUBLE : found;
                default -> {}
            }
        }
        return factory.createSqlType(found);
    }

    /** The type that some arguments fit into. */
    private static RelDataType common(SqlOperatorBinding binding, List<RelDataType> types) {
        RelDataType common = binding.getTypeFactory().leastRestrictive(types);
        if (common == null) {
            throw Places.error(
                    binding.getOperator().getName() + " cannot give either "
                            + types.stream()
                                    .filter(type -> type.getSqlTypeName() != SqlTypeName.NULL)
                                    .map(type -> Types.of(type).sql())
                                    .distinct()
                                    .collect(Collectors.joining(" or ")),
                    ((org.apache.calcite.sql.SqlCallBinding) binding).getCall(),
                    "CAST one to the type of the other");
        }
        return common;
    }

    private static RelDataType firstNotNull(SqlOperatorBinding binding) {
        List<RelDataType> types = binding.collectOperandTypes();
        RelDataType common = approximate(binding.getTypeFactory(), types, common(binding, types));
        boolean nullable = types.stream().allMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(common, nullable);
    }
}
