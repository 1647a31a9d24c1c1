package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.nested.NestedOrder;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.sql.validate.LifetimeHint;
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
    private @Nullable TimeBounds bounds;
    private @Nullable Versioned versions;
    private int time;
    private boolean before;
    private boolean lookup;
    private LifetimeHint lifetimes = LifetimeHint.NONE;

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
     * @param lifetimes how long hints keep what is kept of either
     */
    static Relation join(
            JoinKind kind,
            Relation left,
            Relation right,
            @Nullable Expression condition,
            Schema schema,
            LifetimeHint lifetimes) {
        Joins joins = new Joins(kind, left, right);
        joins.lifetimes = lifetimes;
        joins.sink(Expressions.conjuncts(condition));
        return joins.build(schema);
    }

    /** The join that such terms describe. */
    static Relation of(JoinTerms terms) {
        return WindowJoin.of(terms).<Relation>map(join -> join).orElseGet(() -> new RegularJoin(terms));
    }

    /**
     * Joins rows with the versions that were valid at their time.
     *
     * @param time the time of the left rows
     */
    static Relation temporal(
            JoinKind kind, Relation left, Versioned versions, int time, @Nullable Expression condition, Schema schema) {
        Joins joins = new Joins(kind, left, versions.rows());
        joins.versions = versions;
        joins.time = time;
        Expressions.conjuncts(condition).forEach(joins::add);
        joins.checkKey(versions);
        return joins.build(schema);
    }

    /**
     * Joins each row with the last one before it of those with equal keys.
     *
     * @param times the columns of both that are their times
     */
    static Relation asof(
            JoinKind kind,
            Relation left,
            Relation right,
            TemporalJoin.Times times,
            Expression condition,
            Schema schema) {
        Joins joins = new Joins(kind, left, right);
        joins.versions = new Versioned(right, List.of(), times.right(), true);
        joins.time = times.left();
        joins.before = times.before();
        Expressions.conjuncts(condition).forEach(joins::add);
        return joins.build(schema);
    }

    /** Joins rows with those of a table that has been read whole. */
    static Relation lookup(
            JoinKind kind, Relation left, Relation right, @Nullable Expression condition, Schema schema) {
        Joins joins = new Joins(kind, left, right);
        joins.lookup = true;
        joins.sink(Expressions.conjuncts(condition));
        return joins.build(schema);
    }

    private void checkKey(Versioned table) {
        List<Integer> compared = keys.stream().map(JoinKey::right).toList();
        for (int column : table.key()) {
            if (!compared.contains(column)) {
                String name = right.schema().column(column).name();
                throw new QueryException(
                        "a join FOR SYSTEM_TIME AS OF compares the whole primary key of the right table, but not '"
                                + name + "'",
                        null,
                        "add to the condition: AND left_table.some_column = right_table." + name);
            }
        }
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
        bound(rest).forEach(this::add);
    }

    /** Takes the conditions that say how near event times are, if these bound them; returns the others. */
    private List<Expression> bound(List<Expression> all) {
        if (lookup || !kind.isPaired() || left.changing() || right.changing()) {
            return all;
        }
        List<Expression> others = new ArrayList<>();
        bounds = TimeBounds.of(all, left, right, others);
        return bounds == null ? all : others;
    }

    private void add(Expression condition) {
        if (condition instanceof Call call
                && call.arguments().size() == 2
                && (call.function().equals(EQUAL) || call.function().equals(EQUAL_OR_NULLS))
                && Expressions.isStable(call)
                && !NestedOrder.hasItems(call.arguments().get(0).type())) {
            Expression a = call.arguments().get(0);
            Expression b = call.arguments().get(1);
            boolean nullsEqual = call.function().equals(EQUAL_OR_NULLS);
            if (isOf(a, true) && isOf(b, false) && mayBeKey(b, nullsEqual)) {
                keys.add(new JoinKey(place(a, leftValues), place(moved(b), rightValues), nullsEqual));
                return;
            } else if (isOf(a, false) && isOf(b, true) && mayBeKey(a, nullsEqual)) {
                keys.add(new JoinKey(place(b, leftValues), place(moved(a), rightValues), nullsEqual));
                return;
            }
        }
        conditions.add(condition);
    }

    /** Versions are found by their key alone; what else is asked is asked of the one that is valid. */
    private boolean mayBeKey(Expression ofRight, boolean nullsEqual) {
        Versioned table = versions;
        if (table == null) {
            return true;
        }
        boolean isKey = table.key().isEmpty()
                || withoutWidening(moved(ofRight)) instanceof Column column
                        && table.key().contains(column.index());
        return isKey && !nullsEqual;
    }

    private boolean isOf(Expression value, boolean ofLeft) {
        BitSet columns = Expressions.columnsOf(value);
        // The key of a version may be given by a constant.
        boolean mayBeConstant = versions != null && ofLeft;
        return (mayBeConstant || !columns.isEmpty())
                && columns.stream().allMatch(column -> column < leftSize == ofLeft);
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
            return joined(left, right, conditions, schema);
        }
        Relation widerLeft = widened(left, leftValues);
        Relation widerRight = widened(right, rightValues);
        int added = leftValues.size() - leftSize;
        List<Expression> moved = conditions.stream()
                .map(each -> Expressions.shift(each, column -> column < leftSize ? column : column + added))
                .toList();
        Schema wider = schema(kind, widerLeft.schema(), widerRight.schema());
        Relation join = joined(widerLeft, widerRight, moved, wider);
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int place = i < leftSize ? i : i + added;
            columns.add(new Column(place, wider.type(place)));
        }
        return Calcs.project(join, columns, schema.names());
    }

    private Relation joined(Relation newLeft, Relation newRight, List<Expression> rest, Schema schema) {
        if (lookup) {
            return LookupJoin.of(kind, newLeft, newRight, keys, rest, schema);
        }
        Versioned table = versions;
        if (table != null) {
            TemporalJoin.Times both = new TemporalJoin.Times(time, table.time(), before);
            return new TemporalJoin(
                    kind,
                    newLeft,
                    newRight,
                    keys,
                    both,
                    TemporalJoin.HiddenColumns.NONE,
                    Expressions.and(rest),
                    schema);
        }
        TimeBounds times = bounds;
        return times == null
                ? of(new JoinTerms(kind, newLeft, newRight, keys, Expressions.and(rest), schema, lifetimes))
                : IntervalJoin.of(kind, newLeft, newRight, times, keys, rest, schema);
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
