package io.millrace.sql.validate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A window table function in the form that {@link WindowCalls} brings calls to: the table, the time column, lengths, and
 * for a session the partition columns.
 */
public final class WindowFunction extends SqlWindowTableFunction {
    public static final WindowFunction TUMBLE =
            new WindowFunction("TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"), 3);
    public static final WindowFunction HOP =
            new WindowFunction("HOP", List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"), 4);
    public static final WindowFunction CUMULATE =
            new WindowFunction("CUMULATE", List.of("DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"), 4);
    public static final WindowFunction SESSION = new WindowFunction("SESSION", List.of("DATA", "TIMECOL", "GAP"), 3);

    private static final Set<SqlTypeName> TIMES =
            Set.of(SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

    private final List<String> parameters;
    private final int required;

    private WindowFunction(String name, List<String> parameters, int required) {
        super(name, new AnyOperands(parameters, required));
        this.parameters = parameters;
        this.required = required;
    }

    static Optional<WindowFunction> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TUMBLE" -> Optional.of(TUMBLE);
            case "HOP" -> Optional.of(HOP);
            case "CUMULATE" -> Optional.of(CUMULATE);
            case "SESSION" -> Optional.of(SESSION);
            default -> Optional.empty();
        };
    }

    List<String> parameters() {
        return parameters;
    }

    int required() {
        return required;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return binding -> {
            RelDataTypeFactory factory = binding.getTypeFactory();
            RelDataType time = timeType(binding.getOperandType(0), binding, factory);
            RelDataType bound = factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
            return factory.builder()
                    .kind(binding.getOperandType(0).getStructKind())
                    .addAll(binding.getOperandType(0).getFieldList())
                    .add("window_start", bound)
                    .add("window_end", bound)
                    .add("window_time", time)
                    .build();
        };
    }

    /** The type of window_time: that of the time column. */
    private static RelDataType timeType(
            RelDataType row, org.apache.calcite.sql.SqlOperatorBinding binding, RelDataTypeFactory factory) {
        if (binding instanceof SqlCallBinding call
                && WindowCalls.timeColumn(call.operand(1)).isPresent()) {
            var field =
                    row.getField(WindowCalls.timeColumn(call.operand(1)).get().getSimple(), true, false);
            if (field != null && TIMES.contains(field.getType().getSqlTypeName())) {
                return factory.createTypeWithNullability(field.getType(), false);
            }
        }
        return factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
    }

    /** Takes anything: {@link WindowCalls} and the translation say precisely what is wrong. */
    private record AnyOperands(List<String> parameters, int required) implements SqlOperandMetadata {
        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory factory) {
            return parameters.stream()
                    .map(parameter -> factory.createSqlType(SqlTypeName.ANY))
                    .toList();
        }

        @Override
        public List<String> paramNames() {
            return parameters;
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            return true;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(required, parameters.size() + 1);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return name + "(" + String.join(", ", parameters) + ")";
        }
    }
}
