package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.user.UserClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Brings calls of window table functions to one form before names are resolved: arguments by position, and PARTITION BY
 * as a last argument {@code DESCRIPTOR(columns)}, since Calcite's own way would lose the input.
 */
final class WindowCalls extends SqlShuttle {
    private final UserOperators functions;

    private WindowCalls(UserOperators functions) {
        this.functions = functions;
    }

    static SqlNode normalize(SqlNode query, UserOperators functions) {
        SqlNode normalized = query.accept(new WindowCalls(functions));
        return normalized == null ? query : normalized;
    }

    /** Whether it is one of Calcite's own functions, which the grammar means by these names; they take numbers alone. */
    private static boolean isPercentile(SqlNode node) {
        return node instanceof SqlCall call
                && call.getOperator().getName().startsWith("PERCENTILE_")
                && !(call.getOperator() instanceof RegisteredAggregate);
    }

    /** Makes what the rows are ordered by an argument. */
    private static SqlCall percentile(SqlCall call, SqlNodeList order) {
        String name = call.getOperator().getName();
        SqlNode column = order.get(0);
        boolean descending = false;
        while (column instanceof SqlCall direction
                && (direction.getKind() == SqlKind.DESCENDING
                        || direction.getKind() == SqlKind.NULLS_FIRST
                        || direction.getKind() == SqlKind.NULLS_LAST)) {
            descending |= direction.getKind() == SqlKind.DESCENDING;
            column = direction.operand(0);
        }
        Optional<AggregateFunction> function = Aggregates.find(name);
        if (order.size() != 1 || call.operandCount() != 1 || function.isEmpty()) {
            throw Places.error(
                    name + " takes a part, and one column to order by",
                    call,
                    "write " + name + "(0.5) WITHIN GROUP (ORDER BY x)");
        }
        return new SqlBasicCall(
                new RegisteredAggregate(name + (descending ? RegisteredAggregate.DESCENDING : ""), function.get()),
                List.of(call.operand(0), column),
                call.getParserPosition(),
                call.getFunctionQuantifier());
    }

    /** The column of {@code DESCRIPTOR(column)}. */
    static Optional<SqlIdentifier> timeColumn(SqlNode descriptor) {
        if (descriptor instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("DESCRIPTOR")) {
            List<SqlNode> columns = call.getOperandList();
            if (columns.size() == 1 && columns.get(0) instanceof SqlIdentifier column) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.WITHIN_GROUP && isPercentile(call.operand(0))) {
            return super.visit(percentile(call.operand(0), call.operand(1)));
        } else if (isPercentile(call)) {
            throw Places.error(
                    call.getOperator().getName() + " needs to know what it orders by",
                    call,
                    "write " + call.getOperator().getName() + "(0.5) WITHIN GROUP (ORDER BY x)");
        } else if (call.getKind() == SqlKind.COLLECTION_TABLE && call.operand(0) instanceof SqlCall function) {
            Optional<WindowFunction> window =
                    WindowFunction.named(function.getOperator().getName());
            if (window.isPresent()) {
                SqlNode normalized = normalize(window.get(), function);
                return new SqlBasicCall(
                        SqlStdOperatorTable.COLLECTION_TABLE, List.of(normalized), call.getParserPosition());
            }
            if (function.getOperator() instanceof SqlUnresolvedFunction named) {
                if (ChangelogCalls.isCalled(named.getName())) {
                    return table(call, ChangelogCalls.normalize(function, named.getName()));
                }
                if (ModelCalls.isCalled(named.getName())) {
                    return table(call, ModelCalls.normalize(functions.catalog(), function, named.getName()));
                }
                TableCalls.check(function, named.getNameAsId(), functions);
                return new SqlBasicCall(
                        SqlStdOperatorTable.COLLECTION_TABLE,
                        List.of(userCall(
                                function, functions.find(named.getNameAsId()).orElseThrow())),
                        call.getParserPosition());
            }
        } else if (call.getKind() == SqlKind.OVER && SeriesCalls.isCalled(call.operand(0), functions)) {
            return super.visit(SeriesCalls.normalize(call, functions));
        } else if (call.getKind() == SqlKind.OVER
                && call.operand(0) instanceof SqlCall filter
                && filter.getKind() == SqlKind.FILTER) {
            return super.visit(filtered(call, filter));
        } else if (call.operandCount() == 0 && call.getOperator().getName().equalsIgnoreCase("COALESCE")) {
            throw Places.error("COALESCE takes at least one argument", call, "for example COALESCE(x, 0)");
        } else if (call instanceof SqlMatchRecognize match) {
            MatchCalls.check(match);
        } else if (call instanceof SqlJoin join) {
            LateralJoins.check(join);
        } else if (call.getOperator() instanceof SqlUnresolvedFunction named) {
            Optional<UserClass> function = functions.find(named.getNameAsId());
            if (ChangelogCalls.isCalled(named.getName())) {
                throw ChangelogCalls.noValue(call, named.getName());
            } else if (ModelCalls.isCalled(named.getName())) {
                throw ModelCalls.noValue(call, named.getName());
            } else if (SeriesCalls.isCalled(call, functions)) {
                throw SeriesCalls.withoutOver(call, functions);
            } else if (function.isPresent()) {
                TableCalls.checkValue(call, function.get());
                return userCall(call, function.get());
            }
        }
        SqlCall number = DialectCasts.number(call);
        return number == null ? super.visit(call) : number;
    }

    private SqlNode table(SqlCall wrapper, SqlCall function) {
        SqlNode table = function.operand(0);
        SqlNode visited = table.accept(this);
        function.setOperand(0, TableCalls.selected(visited == null ? table : visited));
        return new SqlBasicCall(wrapper.getOperator(), List.of(function), wrapper.getParserPosition());
    }

    private SqlNode userCall(SqlCall call, UserClass function) {
        SqlCall ordered = NamedArguments.areIn(call) ? NamedArguments.byPosition(call, function) : call;
        SqlNode visited = super.visit(ordered);
        return visited == null ? ordered : visited;
    }

    /** {@code SUM(x) FILTER (WHERE c) OVER w} is {@code SUM(CASE WHEN c THEN x END) OVER w}: aggregates leave out NULL. */
    private SqlCall filtered(SqlCall over, SqlCall filter) {
        SqlCall aggregate = filter.operand(0);
        SqlParserPos place = filter.getParserPosition();
        if (aggregate.getOperator() instanceof SqlUnresolvedFunction named
                && functions.find(named.getNameAsId()).isPresent()) {
            throw Places.error(
                    "FILTER with OVER does not go with functions of users",
                    filter,
                    "hand over a CASE, and leave NULL out in accumulate");
        }
        if (aggregate.operandCount() == 0) {
            throw Places.error(
                    "FILTER does not go with " + aggregate.getOperator().getName(),
                    filter,
                    "it goes with aggregates such as SUM, COUNT and MAX");
        }
        List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
        boolean star = operands.get(0) instanceof SqlIdentifier name && name.isStar();
        SqlNode counted = star ? SqlLiteral.createExactNumeric("1", place) : operands.get(0);
        operands.set(
                0,
                new SqlCase(
                        place,
                        null,
                        SqlNodeList.of(filter.operand(1)),
                        SqlNodeList.of(counted),
                        SqlLiteral.createNull(place)));
        SqlNode whole = new SqlBasicCall(
                aggregate.getOperator(), operands, aggregate.getParserPosition(), aggregate.getFunctionQuantifier());
        return new SqlBasicCall(over.getOperator(), List.of(whole, over.operand(1)), over.getParserPosition());
    }

    private SqlNode normalize(WindowFunction function, SqlCall call) {
        List<@Nullable SqlNode> arguments = byPosition(function, call);
        SqlNodeList partition = null;
        SqlNode data = arguments.get(0);
        if (data instanceof SqlCall table && table.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            partition = table.operand(1);
            arguments.set(0, table.operand(0));
        }
        if (partition != null && !partition.isEmpty() && !function.getName().equals("SESSION")) {
            throw Places.error(
                    function.getName() + " takes no PARTITION BY",
                    partition,
                    "put the columns into GROUP BY beside window_start and window_end");
        }
        List<SqlNode> present = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            SqlNode argument = arguments.get(i);
            if (argument == null) {
                if (i < function.required()) {
                    throw signature(
                            function, call, "argument " + function.parameters().get(i) + " is missing");
                }
                continue;
            }
            SqlNode visited = i == 0 ? argument.accept(this) : argument;
            SqlNode whole = visited == null ? argument : visited;
            present.add(i == 0 ? TableCalls.selected(whole) : whole);
        }
        if (timeColumn(present.get(1)).isEmpty()) {
            throw Places.error(
                    "the second argument of " + function.getName() + " names the time column",
                    present.get(1),
                    "write DESCRIPTOR(column)");
        }
        if (partition != null && !partition.isEmpty()) {
            present.add(new SqlBasicCall(
                    SqlStdOperatorTable.DESCRIPTOR, partition.getList(), partition.getParserPosition()));
        }
        return new SqlBasicCall(function, present, call.getParserPosition());
    }

    private static List<@Nullable SqlNode> byPosition(WindowFunction function, SqlCall call) {
        List<@Nullable SqlNode> arguments = new ArrayList<>();
        List<String> parameters = function.parameters();
        boolean named = false;
        for (int i = 0; i < parameters.size(); i++) {
            arguments.add(null);
        }
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode operand = call.operand(i);
            if (operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                named = true;
                SqlCall assignment = (SqlCall) operand;
                String name = assignment.operand(1).toString().toUpperCase(java.util.Locale.ROOT);
                int index = parameters.indexOf(name);
                if (index < 0) {
                    throw Places.error(
                            function.getName() + " has no argument '" + name + "'",
                            assignment.operand(1),
                            Suggestions.didYouMean(name, parameters));
                }
                arguments.set(index, assignment.operand(0));
            } else if (named || i >= parameters.size()) {
                throw signature(function, call, "too many arguments");
            } else {
                arguments.set(i, operand);
            }
        }
        return arguments;
    }

    private static QueryException signature(WindowFunction function, SqlCall call, String wrong) {
        String pattern = switch (function.getName()) {
            case "TUMBLE" -> "TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND)";
            case "HOP" -> "HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '10' SECOND)";
            case "CUMULATE" -> "CUMULATE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)";
            default -> "SESSION(TABLE t PARTITION BY k, DESCRIPTOR(ts), INTERVAL '10' SECOND)";
        };
        SqlParserPos place = call.getParserPosition();
        return Places.error(wrong + " in the call of " + function.getName(), place, "write " + pattern);
    }
}
