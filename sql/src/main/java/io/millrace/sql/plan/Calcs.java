package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds filters and projections: neighbours merge, conditions sink, what changes nothing goes away. */
final class Calcs {
    private static final int MAX_MERGED_SIZE = 2000;

    private Calcs() {}

    static Relation filter(Relation input, @Nullable Expression condition) {
        return calc(
                input,
                condition,
                Relation.columns(input.schema()),
                input.schema().names());
    }

    static Relation project(Relation input, List<Expression> projections, List<String> names) {
        return calc(input, null, projections, names);
    }

    static Relation calc(
            Relation input, @Nullable Expression filter, List<Expression> projections, List<String> names) {
        List<Expression> all = new ArrayList<>(projections);
        if (filter != null) {
            all.add(filter);
        }
        return WatermarkCalls.anyIn(all)
                ? WatermarkCalls.calc(input, filter, projections, names)
                : plain(input, filter, projections, names);
    }

    private static Relation plain(
            Relation input, @Nullable Expression filter, List<Expression> projections, List<String> names) {
        List<Expression> conditions = Expressions.conjuncts(filter);
        List<Expression> values = projections;
        Relation base = input;
        if (input instanceof Calc inner && mayMerge(inner, conditions, projections)) {
            List<Expression> merged = new ArrayList<>(Expressions.conjuncts(inner.filter()));
            conditions.forEach(condition -> merged.add(Expressions.substitute(condition, inner.projections())));
            conditions = merged;
            values = projections.stream()
                    .map(value -> Expressions.substitute(value, inner.projections()))
                    .toList();
            base = inner.input();
        }
        List<Expression> kept = new ArrayList<>();
        base = conditions.isEmpty() ? base : base.sink(conditions, kept);
        if (kept.isEmpty() && Expressions.isIdentity(values, base.schema().size())) {
            return base;
        }
        if (base instanceof Calc && base != input) {
            return calc(base, Expressions.and(kept), values, names);
        }
        return new Calc(base, Expressions.and(kept), values, schema(values, names));
    }

    static Schema schema(List<Expression> values, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(new Column(names.get(i), values.get(i).type()));
        }
        return new Schema(columns);
    }

    /** Not when an unstable value would be computed twice, or views on views would make expressions explode. */
    private static boolean mayMerge(Calc inner, List<Expression> conditions, List<Expression> projections) {
        int[] uses = new int[inner.projections().size()];
        long size = 0;
        List<Expression> outer = new ArrayList<>(conditions);
        outer.addAll(projections);
        for (Expression expression : outer) {
            count(expression, uses);
        }
        for (int i = 0; i < uses.length; i++) {
            Expression value = inner.projections().get(i);
            if (uses[i] > 0 && !Expressions.isStable(value)) {
                return false;
            }
            size += (long) uses[i] * Expressions.size(value);
        }
        return size <= MAX_MERGED_SIZE;
    }

    private static void count(Expression expression, int[] uses) {
        if (expression instanceof Expression.Column column) {
            uses[column.index()]++;
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> count(argument, uses));
        }
    }

    /** An input with those conditions that speak of columns it has; the others go to {@code kept}. */
    static Relation below(
            Relation input,
            List<Expression> conditions,
            List<Expression> kept,
            IntPredicate sinks,
            IntUnaryOperator mapping) {
        List<Expression> down = new ArrayList<>();
        for (Expression condition : conditions) {
            BitSet columns = Expressions.columnsOf(condition);
            if (!columns.isEmpty()
                    && Expressions.isStable(condition)
                    && columns.stream().allMatch(sinks)) {
                down.add(Expressions.shift(condition, mapping));
            } else {
                kept.add(condition);
            }
        }
        return down.isEmpty() ? input : filter(input, Expressions.and(down));
    }
}
