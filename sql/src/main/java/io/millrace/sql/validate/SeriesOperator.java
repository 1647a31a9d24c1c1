package io.millrace.sql.validate;

import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function that learns, with what it says besides its columns, in the form that {@link SeriesCalls} brings
 * calls to: values, and then the time where it has one.
 */
public final class SeriesOperator extends SqlAggFunction {
    private final SeriesFunction function;
    private final Options options;
    private @Nullable SeriesType type;

    /**
     * What a call says.
     *
     * @param values how many of its arguments are values
     * @param texts its options
     * @param places where each of them stands
     */
    record Options(int values, Map<String, String> texts, Map<String, SqlNode> places) {
        Options {
            texts = Map.copyOf(texts);
            places = Map.copyOf(places);
        }
    }

    /** @param call for errors */
    SeriesOperator(SeriesFunction function, Options options, SqlNode call) {
        super(
                function.name(),
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> ((SeriesOperator) binding.getOperator()).resultType(binding, call),
                null,
                new Checker(function, options.values()),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                true,
                Optionality.FORBIDDEN);
        this.function = function;
        this.options = options;
    }

    /** Whether its last argument is a time. */
    public boolean hasTime() {
        return function.takesTime();
    }

    /** What it is; known once its types are. */
    public SeriesType type() {
        return Objects.requireNonNull(type, "a call without a type");
    }

    private RelDataType resultType(SqlOperatorBinding binding, SqlNode call) {
        SeriesType known = type;
        if (known == null) {
            known = define(binding, call);
            type = known;
        }
        return Types.toCalcite(known.result().withNullable(true), binding.getTypeFactory());
    }

    private SeriesType define(SqlOperatorBinding binding, SqlNode call) {
        Type time = hasTime() ? Types.of(binding.getOperandType(options.values())) : null;
        try {
            return function.define(new SeriesFunction.Request(options.values(), time, options.texts()));
        } catch (InvalidParameterException e) {
            throw Places.error(
                    String.valueOf(e.getMessage()), options.places().getOrDefault(e.parameter(), call), e.hint());
        }
    }

    /** What it is called with belongs to this call alone, so that there is nothing to look up. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        for (SqlNode operand : call.getOperandList()) {
            validator.deriveType(scope, operand);
        }
        return validateOperands(validator, scope, call);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesOperator operator
                && getName().equals(operator.getName())
                && options.values() == operator.options.values()
                && options.texts().equals(operator.options.texts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getName(), new HashMap<>(options.texts()));
    }

    /** Values are numbers, or the truth, which counts as 1 and 0; times are moments. */
    private record Checker(SeriesFunction function, int values) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            List<RelDataType> types = binding.collectOperandTypes();
            for (int i = 0; i < types.size(); i++) {
                Kind kind = Types.of(types.get(i)).kind();
                boolean isValue = i < values;
                boolean fits =
                        kind == Kind.NULL || (isValue ? kind.isNumeric() || kind == Kind.BOOLEAN : kind.isTimestamp());
                if (!fits && throwOnFailure) {
                    throw Places.error(
                            function.name() + " takes " + (isValue ? "numbers" : "a TIMESTAMP for their time")
                                    + ", but this is " + Types.of(types.get(i)).sql(),
                            binding.operand(i),
                            "it is called as " + function.example() + " OVER (PARTITION BY k ORDER BY ts)");
                } else if (!fits) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.of(values + (function.takesTime() ? 1 : 0));
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return function.example();
        }
    }
}
