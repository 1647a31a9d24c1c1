package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.JoinKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds joins: conditions on one input alone sink into it where that changes nothing, equalities become keys, and the
 * rest stays as a condition on pairs.
 */
final class Joins {
    private static final String EQUAL = "=";
    private static final String EQUAL_OR_NULLS = "IS NOT DISTINCT FROM";

    private final JoinKind kind;
    private final int leftSize;
    private Relation left;
    private Relation right;
    private final List<Expression> leftValues;
    private final List<Expression> rightValues;
    private final List<Expression> conditions = new ArrayList<>();
    private final List<JoinKey> keys = new ArrayList<>();

    private Joins(JoinKind kind, Relation left, Relation right) {
        this.kind = kind;
        this.left = left;
        this.right = right;
        leftSize = left.schema().size();
        leftValues = new ArrayList<>(Relation.columns(left.schema()));
        rightValues = new ArrayList<>(Relation.columns(right.schema()));
    }

    /**
     * Joins two relations. The result has the columns of {@code schema}: those of both, or of the left one alone.
     *
     * @param condition over the columns of both, or null when every pair will do
     */
    static Relation join(JoinKind kind, Relation left, Relation right, @Nullable Expression condition, Schema schema) {
        Joins joins = new Joins(kind, left, right);
        joins.sink(Expressions.conjuncts(condition));
        return joins.build(schema);
    }

    /** The join that such terms describe. */
    static Relation of(JoinTerms terms) {
        return WindowJoin.of(terms).<Relation>map(join -> join).orElseGet(() -> new RegularJoin(terms));
    }

    /** Conditions that speak of one input go there, if rows that they refuse would not be emitted anyway. */
    private void sink(List<Expression> all) {
        boolean toLeft = !kind.keepsLeft() && kind != JoinKind.ANTI;
        boolean toRight = !kind.keepsRight();
        List<Expression> rest = new ArrayList<>(all);
        if (toLeft) {
            List<Expression> kept = new ArrayList<>();
            left = Calcs.below(left, rest, kept, column -> column < leftSize, column -> column);
            rest = kept;
        }
        if (toRight) {
            List<Expression> kept = new ArrayList<>();
            right = Calcs.below(right, rest, kept, column -> column >= leftSize, column -> column - leftSize);
            rest = kept;
        }
        rest.forEach(this::add);
    }

    private void add(Expression condition) {
        if (condition instanceof Call call
                && call.arguments().size() == 2
                && (call.function().equals(EQUAL) || call.function().equals(EQUAL_OR_NULLS))
                && Expressions.isStable(call)) {
            Expression a = call.arguments().get(0);
            Expression b = call.arguments().get(1);
            boolean nullsEqual = call.function().equals(EQUAL_OR_NULLS);
            if (isOf(a, true) && isOf(b, false)) {
                keys.add(new JoinKey(place(a, leftValues), place(moved(b), rightValues), nullsEqual));
                return;
            } else if (isOf(a, false) && isOf(b, true)) {
                keys.add(new JoinKey(place(b, leftValues), place(moved(a), rightValues), nullsEqual));
                return;
            }
        }
        conditions.add(condition);
    }

    private boolean isOf(Expression value, boolean ofLeft) {
        BitSet columns = Expressions.columnsOf(value);
        return !columns.isEmpty() && columns.stream().allMatch(column -> column < leftSize == ofLeft);
    }

    private Expression moved(Expression value) {
        return Expressions.shift(value, column -> column - leftSize);
    }

    /** Where a value is among those of an input, which is added if need be. */
    private static int place(Expression value, List<Expression> values) {
        Expression plain = withoutWidening(value);
        int known = values.indexOf(plain);
        if (known < 0 && plain instanceof Column column) {
            return column.index();
        } else if (known < 0) {
            values.add(plain);
            return values.size() - 1;
        }
        return known;
    }

    /** Whole numbers are held alike, whatever their type. */
    private static Expression withoutWidening(Expression value) {
        if (value instanceof Call call
                && call.function().equals("CAST")
                && call.arguments().get(0) instanceof Column column
                && column.type().kind().isInteger()
                && Casts.isImplicit(column.type(), call.type())
                && call.type().kind().isInteger()) {
            return column;
        }
        return value;
    }

    private Relation build(Schema schema) {
        int rightSize = right.schema().size();
        if (leftValues.size() == leftSize && rightValues.size() == rightSize) {
            return of(new JoinTerms(kind, left, right, keys, Expressions.and(conditions), schema));
        }
        Relation widerLeft = widened(left, leftValues);
        Relation widerRight = widened(right, rightValues);
        int added = leftValues.size() - leftSize;
        Expression condition = Expressions.and(conditions.stream()
                .map(each -> Expressions.shift(each, column -> column < leftSize ? column : column + added))
                .toList());
        Schema wider = schema(kind, widerLeft.schema(), widerRight.schema());
        Relation join = of(new JoinTerms(kind, widerLeft, widerRight, keys, condition, wider));
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int place = i < leftSize ? i : i + added;
            columns.add(new Column(place, wider.type(place)));
        }
        return Calcs.project(join, columns, schema.names());
    }

    private static Relation widened(Relation input, List<Expression> values) {
        List<String> names = new ArrayList<>(input.schema().names());
        for (int i = names.size(); i < values.size(); i++) {
            names.add(SqlText.of(values.get(i), input.schema()));
        }
        return Calcs.project(input, values, names);
    }

    /** The columns of a join. */
    static Schema schema(JoinKind kind, Schema left, Schema right) {
        List<io.millrace.core.type.Column> columns = new ArrayList<>();
        left.columns().forEach(column -> columns.add(nullable(column, kind.keepsRight())));
        if (kind.isPaired()) {
            right.columns().forEach(column -> columns.add(nullable(column, kind.keepsLeft())));
        }
        return new Schema(columns);
    }

    private static io.millrace.core.type.Column nullable(io.millrace.core.type.Column column, boolean nullable) {
        return nullable
                ? new io.millrace.core.type.Column(column.name(), column.type().withNullable(true))
                : column;
    }

    /** A key as the condition that it stands for, over the columns of both inputs. */
    static Expression equality(JoinKey key, Schema left, Schema right) {
        Type a = left.type(key.left());
        Type b = right.type(key.right());
        Type common = Casts.common(a, b);
        boolean nullable = !key.nullsEqual() && (a.nullable() || b.nullable());
        return new Call(
                key.nullsEqual() ? EQUAL_OR_NULLS : EQUAL,
                List.of(
                        Casts.cast(new Column(key.left(), a), common),
                        Casts.cast(new Column(left.size() + key.right(), b), common)),
                Type.BOOLEAN.withNullable(nullable));
    }
}
