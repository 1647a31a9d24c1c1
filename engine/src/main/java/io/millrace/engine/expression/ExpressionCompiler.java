package io.millrace.engine.expression;

import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Schema;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns expressions into loops over batches. Any thread; what it makes is for one. */
public final class ExpressionCompiler {
    private ExpressionCompiler() {}

    /** As the other, with the clock and the randomness of the JDK. */
    public static Calculation compile(
            @Nullable Expression filter, List<Expression> projections, Schema input, ZoneId zone) {
        return compile(filter, projections, input, zone, new SystemEnvironment(0));
    }

    /**
     * Compiles a filter and projections.
     *
     * @param filter a BOOLEAN: only rows where it is true pass; null lets all pass
     * @param projections the columns of the result
     * @param input the columns that the expressions refer to by position
     * @param zone the time zone of the session
     * @param environment where functions like NOW and RAND look
     * @throws io.millrace.core.error.QueryException if a function is not known or does not take such arguments
     */
    public static Calculation compile(
            @Nullable Expression filter,
            List<Expression> projections,
            Schema input,
            ZoneId zone,
            Environment environment) {
        Expression condition = filter == null ? null : Normalizer.normalize(filter);
        if (condition instanceof Literal literal && Boolean.TRUE.equals(literal.value())) {
            condition = null;
        }
        List<Expression> normal =
                projections.stream().map(Normalizer::normalize).toList();
        if (condition == null && normal.stream().allMatch(Column.class::isInstance)) {
            int[] columns = normal.stream()
                    .mapToInt(column -> ((Column) column).index())
                    .toArray();
            return new ColumnChoice(columns);
        }
        return new CompiledCalculation(condition, normal, input, zone, environment);
    }
}
