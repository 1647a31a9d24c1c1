package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** What conditions make of rows that an outer join filled up with NULL. */
final class Nulls {
    /** Functions that are NULL when one of their arguments is, conditions that are then not true among them. */
    private static final Set<String> STRICT =
            Set.of("=", "<>", "<", "<=", ">", ">=", "LIKE", "+", "-", "*", "CAST", "NEGATE", "NOT");

    /** Conditions on one value that are false when it is NULL. */
    private static final Set<String> REFUSING = Set.of("IS NOT NULL", "IS TRUE", "IS FALSE");

    private Nulls() {}

    /** The join that is left of one when conditions on its rows refuse those that met nothing. */
    static JoinKind narrowed(JoinKind kind, List<Expression> conditions, int leftSize) {
        boolean keepsLeft = kind.keepsLeft()
                && conditions.stream().noneMatch(each -> isRefusing(each, column -> column >= leftSize));
        boolean keepsRight = kind.keepsRight()
                && conditions.stream().noneMatch(each -> isRefusing(each, column -> column < leftSize));
        if (!kind.isPaired()) {
            return kind;
        } else if (keepsLeft) {
            return keepsRight ? JoinKind.FULL : JoinKind.LEFT;
        }
        return keepsRight ? JoinKind.RIGHT : JoinKind.INNER;
    }

    /** Whether it is surely not true when all those columns are NULL. */
    private static boolean isRefusing(Expression condition, IntPredicate columns) {
        if (condition instanceof Call call && REFUSING.contains(call.function())) {
            return isNull(call.arguments().get(0), columns);
        }
        return isNull(condition, columns);
    }

    private static boolean isNull(Expression value, IntPredicate columns) {
        if (value instanceof Column column) {
            return columns.test(column.index());
        }
        return value instanceof Call call
                && STRICT.contains(call.function())
                && call.arguments().stream().anyMatch(argument -> isNull(argument, columns));
    }
}
