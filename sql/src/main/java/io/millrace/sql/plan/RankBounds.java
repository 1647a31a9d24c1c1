package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranks that conditions let through.
 *
 * @param from at least 1
 * @param to {@link Long#MAX_VALUE} for no bound
 */
record RankBounds(long from, long to) {
    static final RankBounds ALL = new RankBounds(1, Long.MAX_VALUE);

    /** Whether no rank is let through. */
    boolean isEmpty() {
        return to < from;
    }

    RankBounds and(RankBounds other) {
        return new RankBounds(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** What a condition says about a rank, if that is all it says; else null. */
    static @Nullable RankBounds of(Expression condition, int rank) {
        if (!(condition instanceof Call call) || call.arguments().size() != 2) {
            return null;
        }
        List<Expression> sides = call.arguments();
        Long right = number(sides.get(1));
        if (isRank(sides.get(0), rank) && right != null) {
            return of(call.function(), right);
        }
        Long left = number(sides.get(0));
        if (isRank(sides.get(1), rank) && left != null) {
            return of(mirrored(call.function()), left);
        }
        return null;
    }

    private static @Nullable RankBounds of(String comparison, long value) {
        return switch (comparison) {
            case "=" -> new RankBounds(Math.max(value, 1), value);
            case "<=" -> new RankBounds(1, value);
            case "<" -> value == Long.MIN_VALUE ? null : new RankBounds(1, value - 1);
            case ">=" -> new RankBounds(Math.max(value, 1), Long.MAX_VALUE);
            case ">" -> value == Long.MAX_VALUE ? null : new RankBounds(Math.max(value + 1, 1), Long.MAX_VALUE);
            default -> null;
        };
    }

    private static String mirrored(String comparison) {
        return switch (comparison) {
            case "<=" -> ">=";
            case "<" -> ">";
            case ">=" -> "<=";
            case ">" -> "<";
            default -> comparison;
        };
    }

    private static boolean isRank(Expression expression, int rank) {
        return expression instanceof Column column && column.index() == rank;
    }

    private static @Nullable Long number(Expression expression) {
        Expression value = expression;
        while (value instanceof Call call
                && call.function().equals("CAST")
                && call.type().kind().isInteger()) {
            value = call.arguments().get(0);
        }
        return value instanceof Literal literal && literal.type().kind().isInteger() ? (Long) literal.value() : null;
    }
}
