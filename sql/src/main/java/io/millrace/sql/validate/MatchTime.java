package io.millrace.sql.validate;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.MatchRecognizeScope;

/** The time of a match, in MEASURES. */
public final class MatchTime extends SqlFunction {
    /** Its event time: of the type of the event time that is its argument, or else a TIMESTAMP. */
    public static final MatchTime MATCH_ROWTIME = new MatchTime("MATCH_ROWTIME", SqlTypeName.TIMESTAMP, 1);

    /** When it is processed. */
    public static final MatchTime MATCH_PROCTIME =
            new MatchTime("MATCH_PROCTIME", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 0);

    private MatchTime(String name, SqlTypeName type, int arguments) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> result(binding, type),
                null,
                new Checker(arguments),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private static RelDataType result(SqlOperatorBinding binding, SqlTypeName type) {
        if (binding.getOperandCount() > 0) {
            return binding.getTypeFactory().createTypeWithNullability(binding.getOperandType(0), false);
        }
        return binding.getTypeFactory().createSqlType(type, 3);
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    private record Checker(int most) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            if (!(binding.getScope() instanceof MatchRecognizeScope)) {
                throw Places.error(
                        binding.getOperator().getName() + " can only be used in MATCH_RECOGNIZE",
                        binding.getCall(),
                        "it is the time of a match: write it in MEASURES");
            }
            return true;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(0, most);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return String.join(" or ", most == 0 ? List.of(name + "()") : List.of(name + "()", name + "(rowtime)"));
        }
    }
}
