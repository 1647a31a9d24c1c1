package io.millrace.sql.validate;

import io.millrace.core.learn.SeriesFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Brings calls of functions with OVER that learn to one form before names are resolved; see {@link SeriesOperator}. As
 * people write them: {@code ML_FORECAST(x, ts, JSON_OBJECT('horizon' VALUE 3)) OVER (PARTITION BY k ORDER BY ts)}; several
 * values are a {@code ROW(x, y)}.
 */
final class SeriesCalls {
    private static final String WINDOW = " OVER (PARTITION BY k ORDER BY ts)";

    private SeriesCalls() {}

    /** Whether a node is a call of such a function, perhaps with FILTER or IGNORE NULLS behind it. */
    static boolean isCalled(SqlNode node, UserOperators functions) {
        return function(call(node), functions).isPresent();
    }

    private static @Nullable SqlCall call(SqlNode node) {
        return switch (node.getKind()) {
            case FILTER, IGNORE_NULLS, RESPECT_NULLS -> call(((SqlCall) node).operand(0));
            default -> node instanceof SqlCall call ? call : null;
        };
    }

    private static Optional<SeriesFunction> function(@Nullable SqlCall call, UserOperators functions) {
        return call != null && call.getOperator() instanceof SqlUnresolvedFunction named
                ? functions.series(named.getNameAsId())
                : Optional.empty();
    }

    /** The same OVER with values and times alone; what else the call says is in its operator. */
    static SqlCall normalize(SqlCall over, UserOperators functions) {
        SqlNode called = over.operand(0);
        SqlCall call = (SqlCall) called;
        if (called.getKind() == SqlKind.FILTER || called.getKind() == SqlKind.IGNORE_NULLS) {
            throw Places.error(
                    (called.getKind() == SqlKind.FILTER ? "FILTER" : "IGNORE NULLS")
                            + " does not go with functions that learn",
                    called,
                    "leave rows out before: FROM (SELECT * FROM t WHERE ...)");
        } else if (called.getKind() == SqlKind.RESPECT_NULLS) {
            call = call.operand(0);
        }
        SeriesFunction function = function(call, functions).orElseThrow();
        List<SqlNode> arguments = new ArrayList<>(call.getOperandList());
        SqlCall written = arguments.isEmpty() ? null : options(Util.last(arguments));
        if (written != null) {
            arguments.remove(arguments.size() - 1);
        }
        checkCount(function, call, arguments);
        List<SqlNode> operands = new ArrayList<>();
        if (arguments.get(0).getKind() == SqlKind.ROW) {
            operands.addAll(((SqlCall) arguments.get(0)).getOperandList());
        } else {
            operands.add(arguments.get(0));
        }
        int values = operands.size();
        operands.addAll(arguments.subList(1, arguments.size()));
        SeriesOperator.Options options = options(function, values, written);
        SqlCall normalized = new SqlBasicCall(
                new SeriesOperator(function, options, call),
                operands,
                call.getParserPosition(),
                call.getFunctionQuantifier());
        return new SqlBasicCall(
                over.getOperator(), List.<SqlNode>of(normalized, over.operand(1)), over.getParserPosition());
    }

    private static void checkCount(SeriesFunction function, SqlCall call, List<SqlNode> arguments) {
        for (SqlNode argument : arguments) {
            if (argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                throw Places.error(
                        "arguments of " + function.name() + " have no names", argument, "write " + pattern(function));
            }
        }
        int wanted = function.takesTime() ? 2 : 1;
        if (arguments.size() != wanted) {
            String takes = function.takesTime() ? "a value and its time" : "a value";
            throw Places.error(
                    function.name() + " takes " + takes + ", and options as a JSON_OBJECT of constants",
                    arguments.size() > wanted ? arguments.get(wanted) : call,
                    "write " + pattern(function));
        }
    }

    private static String pattern(SeriesFunction function) {
        return function.example() + WINDOW;
    }

    /** The call that makes options, if it is one. */
    private static @Nullable SqlCall options(SqlNode node) {
        boolean isOptions = node.getKind() == SqlKind.MAP_VALUE_CONSTRUCTOR
                || node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("JSON_OBJECT");
        return isOptions ? (SqlCall) node : null;
    }

    private static SeriesOperator.Options options(SeriesFunction function, int values, @Nullable SqlCall written) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, SqlNode> places = new HashMap<>();
        // What JSON_OBJECT says of NULL comes first.
        int from = written == null || written.getKind() == SqlKind.MAP_VALUE_CONSTRUCTOR ? 0 : 1;
        for (int i = from; written != null && i + 1 < written.operandCount(); i += 2) {
            String name = constant(function, written.operand(i));
            SqlNode value = written.operand(i + 1);
            if (places.put(name, value) != null) {
                throw Places.error("option '" + name + "' is there twice", value, "leave one out");
            }
            if (!(value instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.NULL)) {
                texts.put(name, constant(function, value));
            }
        }
        return new SeriesOperator.Options(values, texts, places);
    }

    private static String constant(SeriesFunction function, SqlNode node) {
        if (node instanceof SqlCall call && call.getKind() == SqlKind.MINUS_PREFIX) {
            return "-" + constant(function, call.operand(0));
        } else if (node instanceof SqlLiteral literal) {
            return switch (literal.getTypeName()) {
                case CHAR -> literal.getValueAs(String.class);
                case BOOLEAN -> literal.booleanValue() ? "true" : "false";
                case DECIMAL, DOUBLE -> String.valueOf(literal.toValue());
                default -> throw notConstant(function, node);
            };
        }
        throw notConstant(function, node);
    }

    private static RuntimeException notConstant(SeriesFunction function, SqlNode node) {
        return Places.error(
                "options of " + function.name() + " are texts, numbers, TRUE and FALSE, the same for all rows",
                node,
                "write " + pattern(function));
    }

    /** Says that a call stands where no OVER is. */
    static RuntimeException withoutOver(SqlCall call, UserOperators functions) {
        SeriesFunction function = function(call, functions).orElseThrow();
        return Places.error(
                function.name().toUpperCase(Locale.ROOT) + " needs an OVER: it learns row by row in the order of time",
                call,
                "write " + pattern(function));
    }
}
