package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import io.millrace.engine.user.UserFunction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Expressions and the like as people write them, for labels and EXPLAIN. */
public final class SqlText {
    private static final Set<String> INFIX = Set.of(
            "+",
            "-",
            "*",
            "/",
            "=",
            "<>",
            "<",
            "<=",
            ">",
            ">=",
            "AND",
            "OR",
            "||",
            "LIKE",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM");
    private static final long[] UNITS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L};
    private static final String[] UNIT_NAMES = {"d", "h", "min", "s", "ms"};

    private SqlText() {}

    public static String of(Expression expression, Schema schema) {
        return of(expression, schema, false);
    }

    private static String of(Expression expression, Schema schema, boolean nested) {
        if (expression instanceof Column column) {
            return schema.column(column.index()).name();
        } else if (expression instanceof Literal literal) {
            return of(literal);
        }
        Call call = (Call) expression;
        List<Expression> arguments = call.arguments();
        String name = UserFunction.shown(call.function());
        if (INFIX.contains(name) && arguments.size() == 2) {
            String text = of(arguments.get(0), schema, true) + " " + name + " " + of(arguments.get(1), schema, true);
            return nested ? "(" + text + ")" : text;
        } else if (name.equals("CAST") || name.equals("TRY_CAST")) {
            return name + "(" + of(arguments.get(0), schema) + " AS "
                    + call.type().sql() + ")";
        } else if (name.equals("CASE")) {
            return cases(arguments, schema);
        } else if (name.startsWith("IS ")) {
            return of(arguments.get(0), schema, true) + " " + name;
        } else if (name.equals("NEGATE")) {
            return "-" + of(arguments.get(0), schema, true);
        } else if (name.equals("NOT")) {
            return "NOT " + of(arguments.get(0), schema, true);
        }
        if (Calc.CHECKS.contains(name)) {
            return of(arguments.get(0), schema, nested);
        }
        List<String> texts =
                arguments.stream().map(argument -> of(argument, schema)).toList();
        return name + "(" + String.join(", ", texts) + ")";
    }

    private static String cases(List<Expression> arguments, Schema schema) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            text.append(" WHEN ").append(of(arguments.get(i), schema));
            text.append(" THEN ").append(of(arguments.get(i + 1), schema));
        }
        return text.append(" ELSE ")
                .append(of(arguments.get(arguments.size() - 1), schema))
                .append(" END")
                .toString();
    }

    private static String of(Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return "NULL";
        } else if (value instanceof String text) {
            return "'" + text.replace("'", "''") + "'";
        } else if (value instanceof byte[] bytes) {
            return "X'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof Boolean flag) {
            return flag ? "TRUE" : "FALSE";
        } else if (value instanceof Long number) {
            return number(number, literal.type());
        }
        return value.toString();
    }

    private static String number(long value, Type type) {
        return switch (type.kind()) {
            case DATE -> "DATE '" + LocalDate.ofEpochDay(value) + "'";
            case TIME -> "TIME '" + LocalTime.ofNanoOfDay(value * 1_000_000) + "'";
            case TIMESTAMP -> "TIMESTAMP '" + time(value).toString().replace('T', ' ') + "'";
            case TIMESTAMP_LTZ -> "TIMESTAMP '" + time(value).toString().replace('T', ' ') + " UTC'";
            case INTERVAL_SECOND -> duration(value * 1000);
            case INTERVAL_MONTH -> value + " months";
            default -> Long.toString(value);
        };
    }

    private static LocalDateTime time(long micros) {
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** A length of time in the largest unit that measures it exactly. */
    public static String duration(long micros) {
        for (int i = 0; i < UNITS.length; i++) {
            if (micros != 0 && micros % UNITS[i] == 0) {
                return micros / UNITS[i] + " " + UNIT_NAMES[i];
            }
        }
        return micros == 0 ? "0 s" : micros + " us";
    }

    static String of(Window window) {
        if (window instanceof Window.Tumble tumble) {
            return "Tumble " + duration(tumble.size()) + offset(tumble.offset());
        } else if (window instanceof Window.Hop hop) {
            return "Hop " + duration(hop.size()) + " every " + duration(hop.slide()) + offset(hop.offset());
        } else if (window instanceof Window.Cumulate cumulate) {
            return "Cumulate " + duration(cumulate.size()) + " in steps of " + duration(cumulate.step())
                    + offset(cumulate.offset());
        }
        return "Session " + duration(((Window.Session) window).gap());
    }

    private static String offset(long offset) {
        return offset == 0 ? "" : " shifted by " + duration(offset);
    }

    static String of(Frame frame) {
        if (frame.preceding() == Frame.UNBOUNDED) {
            return frame.rows() ? "all rows so far" : "all time so far";
        }
        return frame.rows() ? "last " + (frame.preceding() + 1) + " rows" : "last " + duration(frame.preceding());
    }

    static String of(AggregateCall call, Schema schema) {
        String argument = call.arguments().isEmpty()
                ? "*"
                : schema.column(call.arguments().get(0)).name();
        String filter = call.filter() < 0
                ? ""
                : " FILTER (WHERE " + schema.column(call.filter()).name() + ")";
        SeriesType series = call.details().series();
        return UserFunction.shown(call.function()) + "(" + (call.distinct() ? "DISTINCT " : "") + argument
                + (series == null ? "" : ": " + series.description()) + ")" + filter;
    }

    static String of(OverCall over, Schema schema) {
        AggregateCall call = over.call();
        return switch (call.function()) {
            case "LAG", "LEAD", "NTH_VALUE" ->
                call.function() + "(" + schema.column(call.arguments().get(0)).name() + ", " + over.parameter() + ")";
            case "NTILE" -> "NTILE(" + over.parameter() + ")";
            case "PERCENT_RANK", "CUME_DIST" -> call.function() + "()";
            default -> of(call, schema) + " " + of(over.frame());
        };
    }

    private static String of(OverFrame frame) {
        return (frame.rows() ? "rows " : "range ") + bound(frame.lower()) + " to " + bound(frame.upper());
    }

    private static String bound(long bound) {
        if (bound == OverFrame.UNBOUNDED_PRECEDING) {
            return "start";
        } else if (bound == OverFrame.UNBOUNDED_FOLLOWING) {
            return "end";
        }
        return bound == 0 ? "current" : bound < 0 ? Long.toString(bound) : "+" + bound;
    }

    /** How rows are ordered, with a blank before it; empty when they are not. */
    static String order(List<SortColumn> order, Schema schema) {
        List<String> columns = order.stream()
                .map(column -> schema.column(column.column()).name()
                        + (column.descending() ? " DESC" : "")
                        + (column.nullsFirst() == column.descending()
                                ? column.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"
                                : ""))
                .toList();
        return columns.isEmpty() ? "" : " ordered by " + String.join(", ", columns);
    }

    static String calls(List<AggregateCall> calls, Schema schema) {
        List<String> texts = new ArrayList<>();
        calls.forEach(call -> texts.add(of(call, schema)));
        return String.join(", ", texts);
    }
}
