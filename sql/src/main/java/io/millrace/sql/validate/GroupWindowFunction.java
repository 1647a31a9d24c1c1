package io.millrace.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The windows of a GROUP BY: {@code GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)}, which Flink calls deprecated and people
 * have in their scripts. {@link GroupWindowCalls} puts these in place of the calls.
 */
public enum GroupWindowFunction {
    TUMBLE(2),
    HOP(3),
    SESSION(2);

    /** What a query asks of the window of its group; an aggregate, because it is one value a group. */
    public enum Property {
        START,
        END,
        ROWTIME,
        PROCTIME;

        private final SqlAggFunction function;

        Property() {
            // The times take the time column, and are of its type.
            boolean bound = name().equals("START") || name().equals("END");
            SqlReturnTypeInference type = bound
                    ? ReturnTypes.explicit(factory -> factory.createSqlType(SqlTypeName.TIMESTAMP, 3))
                    : ReturnTypes.ARG0;
            function = SqlBasicAggFunction.create(
                    "$WINDOW_" + name(), SqlKind.OTHER_FUNCTION, type, bound ? OperandTypes.NILADIC : OperandTypes.ANY);
        }

        /** The property that an aggregate function stands for. */
        public static Optional<Property> of(SqlAggFunction function) {
            for (Property property : values()) {
                if (property.function.equals(function)) {
                    return Optional.of(property);
                }
            }
            return Optional.empty();
        }

        SqlAggFunction function() {
            return function;
        }

        boolean takesTime() {
            return this == ROWTIME || this == PROCTIME;
        }
    }

    private final int arguments;
    private final SqlFunction function;

    GroupWindowFunction(int arguments) {
        this.arguments = arguments;
        this.function = SqlBasicFunction.create("$" + name(), ReturnTypes.ARG0, OperandTypes.VARIADIC);
    }

    /** The function of that name, if it is one. */
    static Optional<GroupWindowFunction> named(String name) {
        for (GroupWindowFunction function : values()) {
            if (function.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /** The property that {@code TUMBLE_START} and the like ask for, when they are of this window. */
    Optional<Property> property(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Property property : Property.values()) {
            if (upper.equals(name() + "_" + property.name())) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    /** The time column, then lengths. */
    int arguments() {
        return arguments;
    }

    /** What stands in GROUP BY. */
    public SqlFunction function() {
        return function;
    }

    /** How it is written. */
    String pattern() {
        return switch (this) {
            case TUMBLE -> "TUMBLE(ts, INTERVAL '10' SECOND)";
            case HOP -> "HOP(ts, INTERVAL '5' SECOND, INTERVAL '10' SECOND)";
            case SESSION -> "SESSION(ts, INTERVAL '10' SECOND)";
        };
    }

    /** Everything that may stand in a resolved query, under names that nobody can write. */
    static List<SqlOperator> operators() {
        List<SqlOperator> operators = new ArrayList<>();
        for (GroupWindowFunction each : values()) {
            operators.add(each.function);
        }
        for (Property property : Property.values()) {
            operators.add(property.function);
        }
        return operators;
    }
}
