package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How near the event times of two rows are: {@code lower <= left time - right time <= upper}.
 *
 * @param left a column of the left input
 * @param right a column of the right input
 * @param lower in microseconds
 * @param upper in microseconds
 */
record TimeBounds(int left, int right, long lower, long upper) {
    /** An event time of either input, and what is added to it. */
    private record Term(int column, long micros) {}

    /** {@code left time - right time}, compared with a constant. */
    private record Comparison(int left, int right, String operator, long micros) {}

    private static final String EQUAL = "=";

    /**
     * The bounds that conditions set to event times of both inputs, if they do so on both sides.
     *
     * @param conditions over the columns of both inputs
     * @param others takes the conditions that say nothing of them
     */
    static @Nullable TimeBounds of(
            List<Expression> conditions, Relation left, Relation right, List<Expression> others) {
        Comparison first = null;
        long lower = Long.MIN_VALUE;
        long upper = Long.MAX_VALUE;
        for (Expression condition : conditions) {
            Comparison each = comparison(condition, left, right);
            if (each == null || first != null && (each.left != first.left || each.right != first.right)) {
                others.add(condition);
                continue;
            }
            first = each;
            switch (each.operator) {
                case ">=" -> lower = Math.max(lower, each.micros);
                case ">" -> lower = Math.max(lower, each.micros + TimeJoinSpecification.TICK_MICROS);
                case "<=" -> upper = Math.min(upper, each.micros);
                case "<" -> upper = Math.min(upper, each.micros - TimeJoinSpecification.TICK_MICROS);
                default -> {
                    lower = Math.max(lower, each.micros);
                    upper = Math.min(upper, each.micros);
                }
            }
        }
        boolean bounded = lower > Long.MIN_VALUE && upper < Long.MAX_VALUE;
        return first == null || !bounded ? null : new TimeBounds(first.left, first.right, lower, upper);
    }

    private static @Nullable Comparison comparison(Expression condition, Relation left, Relation right) {
        if (!(condition instanceof Call call) || call.arguments().size() != 2) {
            return null;
        }
        Term a = term(call.arguments().get(0), left, right);
        Term b = term(call.arguments().get(1), left, right);
        String mirrored = mirrored(call.function());
        if (a == null || b == null || mirrored == null || !sameKind(call)) {
            return null;
        }
        int size = left.schema().size();
        if (a.column < size && b.column >= size) {
            return new Comparison(a.column, b.column - size, call.function(), b.micros - a.micros);
        } else if (b.column < size && a.column >= size) {
            return new Comparison(b.column, a.column - size, mirrored, a.micros - b.micros);
        }
        return null;
    }

    private static boolean sameKind(Call call) {
        return call.arguments().get(0).type().kind()
                == call.arguments().get(1).type().kind();
    }

    private static @Nullable String mirrored(String operator) {
        return switch (operator) {
            case EQUAL -> EQUAL;
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> null;
        };
    }

    private static @Nullable Term term(Expression value, Relation left, Relation right) {
        if (value instanceof Column column) {
            int size = left.schema().size();
            TimeAttribute time = column.index() < size ? left.time(column.index()) : right.time(column.index() - size);
            return time == TimeAttribute.EVENT ? new Term(column.index(), 0) : null;
        }
        return value instanceof Call call ? shifted(call, left, right) : null;
    }

    private static @Nullable Term shifted(Call call, Relation left, Relation right) {
        if (call.function().equals("CAST")) {
            return keepsTime(call.arguments().get(0).type(), call.type())
                    ? term(call.arguments().get(0), left, right)
                    : null;
        }
        boolean minus = call.function().equals("-");
        if (call.arguments().size() != 2 || !minus && !call.function().equals("+")) {
            return null;
        }
        Expression a = call.arguments().get(0);
        Expression b = call.arguments().get(1);
        boolean swapped = !minus && millis(a) != null;
        Term time = term(swapped ? b : a, left, right);
        Long millis = millis(swapped ? a : b);
        if (time == null || millis == null) {
            return null;
        }
        return new Term(time.column, time.micros + 1000 * (minus ? -millis : millis));
    }

    private static boolean keepsTime(Type from, Type to) {
        return from.kind().isTimestamp() && from.kind() == to.kind() && from.precision() <= to.precision();
    }

    /** The milliseconds of a constant length of time, or null if it is none. */
    private static @Nullable Long millis(Expression value) {
        if (value instanceof Literal literal
                && literal.type().kind() == Kind.INTERVAL_SECOND
                && literal.value() instanceof Long millis) {
            return millis;
        }
        boolean negated = value instanceof Call call && call.function().equals("NEGATE");
        Long inner = negated ? millis(((Call) value).arguments().get(0)) : null;
        return inner == null ? null : Long.valueOf(-inner);
    }

    /** The bounds of the same times in narrower inputs. */
    TimeBounds moved(int newLeft, int newRight) {
        return new TimeBounds(newLeft, newRight, lower, upper);
    }

    /** The bounds in words. */
    String text(String leftName, String rightName) {
        return leftName + " - " + rightName + " from " + span(lower) + " to " + span(upper);
    }

    private static String span(long micros) {
        long millis = micros / 1000;
        if (millis == 0) {
            return "0";
        }
        long[] sizes = {86_400_000, 3_600_000, 60_000, 1000, 1};
        String[] names = {"d", "h", "min", "s", "ms"};
        int unit = 0;
        while (millis % sizes[unit] != 0) {
            unit++;
        }
        return millis / sizes[unit] + " " + names[unit];
    }
}
