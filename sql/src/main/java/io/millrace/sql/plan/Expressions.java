package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Type;
import io.millrace.engine.user.UserFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be asked of expressions, and done to them. */
final class Expressions {
    private static final Set<String> UNSTABLE =
            Set.of("RAND", "RAND_INTEGER", "UUID", "CURRENT_ROW_TIMESTAMP", "PROCTIME");

    private Expressions() {}

    static BitSet columnsOf(@Nullable Expression expression) {
        BitSet columns = new BitSet();
        collect(expression, columns);
        return columns;
    }

    static void collect(@Nullable Expression expression, BitSet columns) {
        if (expression instanceof Column column) {
            columns.set(column.index());
        } else if (expression instanceof Call call) {
            call.arguments().forEach(argument -> collect(argument, columns));
        }
    }

    /** The expression with columns renumbered. */
    static Expression shift(Expression expression, IntUnaryOperator mapping) {
        if (expression instanceof Column column) {
            return new Column(mapping.applyAsInt(column.index()), column.type());
        } else if (expression instanceof Call call) {
            return call.with(
                    call.function(),
                    call.arguments().stream()
                            .map(argument -> shift(argument, mapping))
                            .toList());
        }
        return expression;
    }

    /** The expression with each column replaced by what computes it. */
    static Expression substitute(Expression expression, List<Expression> values) {
        if (expression instanceof Column column) {
            return values.get(column.index());
        } else if (expression instanceof Call call) {
            return call.with(
                    call.function(),
                    call.arguments().stream()
                            .map(argument -> substitute(argument, values))
                            .toList());
        }
        return expression;
    }

    /** Whether it gives the same value each time it is computed for a row. */
    static boolean isStable(Expression expression) {
        return !(expression instanceof Call call)
                || (!UNSTABLE.contains(call.function())
                        && (!UserFunction.isCode(call.function()) || UserFunction.isDeterministic(call.function()))
                        && call.arguments().stream().allMatch(Expressions::isStable));
    }

    /** Whether it is the time at which a row is processed. */
    static boolean isProcessingTime(Expression expression) {
        return expression instanceof Call call && call.function().equals("PROCTIME");
    }

    static int size(Expression expression) {
        int size = 1;
        if (expression instanceof Call call) {
            for (Expression argument : call.arguments()) {
                size += size(argument);
            }
        }
        return size;
    }

    /** The conditions that AND connects. */
    static List<Expression> conjuncts(@Nullable Expression condition) {
        List<Expression> conjuncts = new ArrayList<>();
        if (condition instanceof Call call && call.function().equals("AND")) {
            call.arguments().forEach(argument -> conjuncts.addAll(conjuncts(argument)));
        } else if (condition != null && !isTrue(condition)) {
            conjuncts.add(condition);
        }
        return conjuncts;
    }

    static @Nullable Expression and(List<Expression> conditions) {
        if (conditions.isEmpty()) {
            return null;
        }
        Expression all = conditions.get(0);
        for (Expression next : conditions.subList(1, conditions.size())) {
            boolean nullable = all.type().nullable() || next.type().nullable();
            all = new Call("AND", List.of(all, next), Type.BOOLEAN.withNullable(nullable));
        }
        return all;
    }

    static boolean isTrue(Expression expression) {
        return expression instanceof Literal literal && Boolean.TRUE.equals(literal.value());
    }

    /** Whether these are the first columns of the input, all of them, in order. */
    static boolean isIdentity(List<Expression> projections, int inputSize) {
        if (projections.size() != inputSize) {
            return false;
        }
        for (int i = 0; i < inputSize; i++) {
            if (!(projections.get(i) instanceof Column column) || column.index() != i) {
                return false;
            }
        }
        return true;
    }
}
