package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import java.util.ArrayList;
import java.util.List;

/** Moves conditions on the rows of a join to where they belong. */
final class JoinSinking {
    private JoinSinking() {}

    /**
     * All conditions on an inner join are conditions on its pairs. On an outer one, those on the rows that are kept
     * whole sink into their input; and where one cannot be true for rows that met nothing, those are left out at once.
     *
     * @param kept takes the conditions that stay above
     */
    static Relation sink(JoinTerms join, List<Expression> conditions, List<Expression> kept) {
        if (join.kind() == JoinKind.LEFT && conditions.stream().anyMatch(each -> asksForUnmatched(join, each))) {
            conditions.stream().filter(each -> !asksForUnmatched(join, each)).forEach(kept::add);
            return unmatched(join);
        }
        List<Expression> down = new ArrayList<>();
        for (Expression each : conditions) {
            boolean stable =
                    Expressions.isStable(each) && !Expressions.columnsOf(each).isEmpty();
            (stable ? down : kept).add(each);
        }
        JoinKind less = Nulls.narrowed(join.kind(), down, join.leftSize());
        if (less == JoinKind.INNER) {
            down.addAll(0, join.conditions());
            return Joins.join(
                    JoinKind.INNER, join.left(), join.right(), Expressions.and(down), join.schema(), join.lifetimes());
        }
        Relation left = join.left();
        Relation right = join.right();
        if (less == JoinKind.RIGHT) {
            int size = join.leftSize();
            right = Calcs.below(right, down, kept, column -> column >= size, column -> column - size);
        } else if (less == JoinKind.FULL) {
            kept.addAll(down);
        } else {
            left = Calcs.below(left, down, kept, join::isLeft, column -> column);
        }
        return Joins.of(join.with(less, join.schema()).withInputs(List.of(left, right)));
    }

    /** Whether a condition on a left join chooses the rows that met nothing. */
    private static boolean asksForUnmatched(JoinTerms join, Expression condition) {
        return condition instanceof Expression.Call call
                && call.function().equals("IS NULL")
                && call.arguments().get(0) instanceof Expression.Column column
                && !join.isLeft(column.index())
                && !join.right().schema().type(column.index() - join.leftSize()).nullable();
    }

    private static Relation unmatched(JoinTerms join) {
        Relation rows = Joins.of(join.with(JoinKind.ANTI, join.left().schema()));
        List<Expression> columns = new ArrayList<>(Relation.columns(join.left().schema()));
        for (int i = columns.size(); i < join.schema().size(); i++) {
            columns.add(new Expression.Literal(null, join.schema().type(i)));
        }
        return Calcs.project(rows, columns, join.schema().names());
    }
}
