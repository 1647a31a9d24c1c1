package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.SeriesOperator;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UserAggregateOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;

/** The calls of functions with OVER in one SELECT, and the columns that they are computed from. */
final class OverCalls {
    /** Functions of where a row stands rather than of the values in its frame. */
    private static final Set<String> POSITIONAL =
            Set.of("LAG", "LEAD", "NTH_VALUE", "NTILE", "PERCENT_RANK", "CUME_DIST");

    private static final int MOST_ROWS = 1_000_000;

    private final Relation input;
    private final ExpressionTranslation plain;
    private final List<Expression> inputs;
    private final List<String> names;

    private final Aggregates.Columns columns = new Aggregates.Columns() {
        @Override
        public Type type(int column) {
            return inputs.get(column).type();
        }

        @Override
        public Expression value(int column) {
            return inputs.get(column);
        }
    };

    OverCalls(Relation input, DialectRexBuilder builder) {
        this.input = input;
        this.plain = new ExpressionTranslation(builder, Map.of());
        this.inputs = new ArrayList<>(Relation.columns(input.schema()));
        this.names = new ArrayList<>(input.schema().names());
    }

    static boolean isPositional(String function) {
        return POSITIONAL.contains(function);
    }

    /** The input's columns, then those that calls need besides. */
    List<Expression> inputs() {
        return inputs;
    }

    List<String> names() {
        return names;
    }

    OverCall call(RexOver over, List<SortColumn> order) {
        String name = over.getAggOperator().getName().toUpperCase(Locale.ROOT);
        if (over.getAggOperator() instanceof UserAggregateOperator user) {
            return ofUser(over, user, order);
        } else if (over.getAggOperator() instanceof SeriesOperator series) {
            return ofSeries(over, series, order);
        }
        boolean skipsNulls = name.equals("FIRST_VALUE") || name.equals("LAST_VALUE");
        if (over.ignoreNulls() && !skipsNulls) {
            throw new QueryException(
                    "IGNORE NULLS does not go with " + name, null, "it goes with FIRST_VALUE and LAST_VALUE");
        }
        if (isPositional(name)) {
            return positional(over, name, order);
        }
        OverFrame frame = frame(over, order);
        List<Integer> arguments = over.getOperands().stream().map(this::place).toList();
        AggregateCall call =
                Aggregates.call(name, arguments, over.isDistinct(), -1, List.of(), columns, Types.of(over.getType()));
        return new OverCall(call, frame, 0);
    }

    private OverCall ofUser(RexOver over, UserAggregateOperator user, List<SortColumn> order) {
        OverFrame frame = frame(over, order);
        boolean grows = frame.lower() == OverFrame.UNBOUNDED_PRECEDING && frame.upper() == 0;
        boolean timed = order.size() == 1 && input.time(order.get(0).column()) != null;
        if (!user.isRetractable() && (!grows || !timed || input.changing())) {
            throw new QueryException(
                    "function " + user.getName() + " has no method retract, but rows leave the frame here",
                    null,
                    "add one: public void retract(Sum sum, Long x)");
        }
        List<Expression> values =
                over.getOperands().stream().map(plain::translate).toList();
        List<Type> types = user.parameters(values.stream().map(Expression::type).toList());
        List<Integer> arguments = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            arguments.add(place(Casts.cast(values.get(i), types.get(i))));
        }
        UserAggregateOperator.checkDistinct(user.getName(), over.isDistinct(), arguments.size());
        AggregateCall call = new AggregateCall(
                user.function().code(), arguments, types, over.isDistinct(), -1, -1, Types.of(over.getType()));
        return new OverCall(call, frame, 0);
    }

    private OverCall ofSeries(RexOver over, SeriesOperator series, List<SortColumn> order) {
        String name = series.getName();
        if (over.isDistinct()) {
            throw new QueryException(name + " learns from all rows", null, "leave DISTINCT out");
        } else if (input.changing()) {
            throw new QueryException(
                    name + " reads rows that may be taken back, and what is learned cannot be",
                    null,
                    "let it read rows that stay: windows (TUMBLE) in the place of a GROUP BY, or the table itself");
        } else if (order.size() != 1
                || order.get(0).descending()
                || order.get(0).column() >= input.schema().size()
                || input.time(order.get(0).column()) == null) {
            throw new QueryException(
                    name + " learns in the order of time: it needs ORDER BY the time of the rows",
                    null,
                    "order by one column with a watermark (WATERMARK FOR ts AS ts in CREATE TABLE), ascending");
        }
        OverFrame frame = frame(over, order);
        if (frame.lower() != OverFrame.UNBOUNDED_PRECEDING || frame.upper() != 0) {
            throw new QueryException(
                    name + " learns from all rows so far, and forgets old ones by itself",
                    null,
                    "write OVER (PARTITION BY k ORDER BY ts), or RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
        }
        List<Integer> arguments = new ArrayList<>();
        for (RexNode operand : over.getOperands()) {
            Expression value = plain.translate(operand);
            boolean isTime =
                    series.hasTime() && arguments.size() == over.getOperands().size() - 1;
            arguments.add(place(isTime ? value : Casts.cast(value, Type.DOUBLE)));
        }
        AggregateCall.Details details = new AggregateCall.Details(List.of(), List.of(), series.type());
        return new OverCall(
                new AggregateCall(name, arguments, types(arguments), false, -1, -1, Types.of(over.getType()), details),
                frame,
                0);
    }

    private OverFrame frame(RexOver over, List<SortColumn> order) {
        List<Type> types =
                order.stream().map(column -> inputs.get(column.column()).type()).toList();
        return OverFrames.of(over.getWindow(), order, types);
    }

    private OverCall positional(RexOver over, String name, List<SortColumn> order) {
        if (order.isEmpty()) {
            throw new QueryException(
                    name + " needs an ORDER BY", null, "for example OVER (PARTITION BY k ORDER BY ts)");
        }
        Type type = Types.of(over.getType());
        List<RexNode> operands = over.getOperands();
        boolean takesValue = !name.equals("NTILE") && !operands.isEmpty();
        List<Integer> arguments = new ArrayList<>();
        if (takesValue) {
            arguments.add(place(operands.get(0)));
        }
        int at = takesValue ? 1 : 0;
        boolean moves = name.equals("LAG") || name.equals("LEAD");
        long parameter = operands.size() > at ? number(operands.get(at), name, moves ? 0 : 1) : moves ? 1 : 0;
        if (operands.size() > at + 1) {
            arguments.add(place(Casts.cast(
                    plain.translate(operands.get(at + 1)),
                    inputs.get(arguments.get(0)).type())));
        }
        OverFrame frame = name.equals("NTH_VALUE")
                ? frame(over, order)
                : new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, OverFrame.UNBOUNDED_FOLLOWING);
        return new OverCall(
                new AggregateCall(name, arguments, types(arguments), false, -1, -1, type), frame, parameter);
    }

    private static long number(RexNode node, String name, long smallest) {
        BigDecimal value = node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        if (value == null
                || value.stripTrailingZeros().scale() > 0
                || value.compareTo(BigDecimal.valueOf(smallest)) < 0
                || value.compareTo(BigDecimal.valueOf(MOST_ROWS)) > 0) {
            throw new QueryException(
                    name + " takes a whole number from " + smallest + " to " + MOST_ROWS + " that is written there",
                    null,
                    name.equals("NTILE") ? "for example NTILE(4)" : "for example " + name + "(x, 2)");
        }
        return value.longValueExact();
    }

    private List<Type> types(List<Integer> arguments) {
        return arguments.stream().map(argument -> inputs.get(argument).type()).toList();
    }

    /** The column of the input of OVER that has the value of an expression. */
    int place(RexNode node) {
        return place(plain.translate(node));
    }

    private int place(Expression value) {
        int place = inputs.indexOf(value);
        if (place < 0) {
            place = inputs.size();
            inputs.add(value);
            names.add(SqlText.of(value, input.schema()));
        }
        return place;
    }
}
