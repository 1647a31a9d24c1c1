package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.pipeline.TimeJoinSpecification.TimedInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of two inputs side by side that have equal keys and event times near each other. Both times stay event times.
 *
 * @param lateLeft the left input's hidden late column, or -1
 * @param lateRight the right input's, or -1
 * @param condition over the columns of both without their hidden late ones
 */
record IntervalJoin(
        JoinKind kind,
        Relation left,
        Relation right,
        TimeBounds bounds,
        List<JoinKey> keys,
        int lateLeft,
        int lateRight,
        @Nullable Expression condition,
        Schema schema)
        implements Relation {
    IntervalJoin {
        keys = List.copyOf(keys);
    }

    /** @param conditions what pairs must fulfil besides */
    static IntervalJoin of(
            JoinKind kind,
            Relation left,
            Relation right,
            TimeBounds bounds,
            List<JoinKey> keys,
            List<Expression> conditions,
            Schema schema) {
        List<JoinKey> strict = keys.stream().filter(key -> !key.nullsEqual()).toList();
        List<Expression> all = new ArrayList<>(conditions);
        for (JoinKey key : keys) {
            if (key.nullsEqual()) {
                all.add(Joins.equality(key, left.schema(), right.schema()));
            }
        }
        return new IntervalJoin(kind, left, right, bounds, strict, -1, -1, Expressions.and(all), schema);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new IntervalJoin(
                kind, inputs.get(0), inputs.get(1), bounds, keys, lateLeft, lateRight, condition, schema);
    }

    @Override
    public String label() {
        List<String> texts = JoinKey.texts(keys, left.schema(), right.schema());
        texts.add(bounds.text(
                left.schema().column(bounds.left()).name(),
                right.schema().column(bounds.right()).name()));
        if (condition != null) {
            texts.add(SqlText.of(condition, schema));
        }
        String what = kind == JoinKind.INNER ? "" : " " + kind.name().toLowerCase(Locale.ROOT);
        return "IntervalJoin" + what + " on " + String.join(" AND ", texts);
    }

    private int leftSize() {
        return left.schema().size() - (lateLeft < 0 ? 0 : 1);
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        boolean isTime =
                column == without(lateLeft, bounds.left()) || column == leftSize() + without(lateRight, bounds.right());
        return isTime ? TimeAttribute.EVENT : null;
    }

    /** Where a column is when the late one is left out. */
    private static int without(int late, int column) {
        return late >= 0 && column > late ? column - 1 : column;
    }

    @Override
    public List<Integer> keys(int input) {
        return keys.stream().map(input == 0 ? JoinKey::left : JoinKey::right).toList();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        if (keys.isEmpty()) {
            return List.of();
        } else if (!kind.keepsRight()) {
            return keys.stream().map(key -> without(lateLeft, key.left())).toList();
        }
        return kind.keepsLeft()
                ? null
                : keys.stream()
                        .map(key -> leftSize() + without(lateRight, key.right()))
                        .toList();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = left.schema().size();
        BitSet used = (BitSet) wanted.clone();
        used.or(Expressions.columnsOf(condition));
        used.set(bounds.left());
        used.set(size + bounds.right());
        for (JoinKey key : keys) {
            used.set(key.left());
            used.set(size + key.right());
        }
        Need timed = new Need(true, false, false, true);
        Pruned a = left.prune(used.get(0, size), timed);
        Pruned b = right.prune(used.get(size, size + right.schema().size()), timed);
        Schema visibleLeft = visible(a);
        int[] places = Pruning.joined(places(a), places(b), visibleLeft.size());
        Expression narrow = condition == null ? null : Expressions.shift(condition, column -> places[column]);
        IntervalJoin pruned = new IntervalJoin(
                kind,
                a.relation(),
                b.relation(),
                bounds.moved(a.place(bounds.left()), b.place(bounds.right())),
                keys.stream()
                        .map(key -> new JoinKey(a.place(key.left()), b.place(key.right()), false))
                        .toList(),
                a.late(),
                b.late(),
                narrow,
                Joins.schema(kind, visibleLeft, visible(b)));
        return new Pruned(pruned, places, -1, -1);
    }

    /** The columns of an input but for the late one. */
    private static Schema visible(Pruned input) {
        Schema schema = input.relation().schema();
        return schema.select(Facts.range(0, schema.size()).stream()
                .filter(column -> column != input.late())
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private static int[] places(Pruned input) {
        int[] places = input.places().clone();
        for (int i = 0; i < places.length; i++) {
            places[i] = without(input.late(), places[i]);
        }
        return places;
    }

    /** Conditions on an inner join's inputs sink into them; an outer join's on the input that is kept alone do. */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        int size = left.schema().size();
        List<Expression> rest = conditions;
        Relation newLeft = left;
        Relation newRight = right;
        if (!kind.keepsRight()) {
            List<Expression> others = new ArrayList<>();
            newLeft = Calcs.below(left, rest, others, column -> column < size, column -> column);
            rest = others;
        }
        if (!kind.keepsLeft()) {
            List<Expression> others = new ArrayList<>();
            newRight = Calcs.below(right, rest, others, column -> column >= size, column -> column - size);
            rest = others;
        }
        kept.addAll(rest);
        return new IntervalJoin(kind, newLeft, newRight, bounds, keys, lateLeft, lateRight, condition, schema);
    }

    @Override
    public Specification specification() {
        return new TimeJoinSpecification.IntervalJoin(
                new TimedInput(keys(0), bounds.left(), lateLeft, kind.keepsLeft()),
                new TimedInput(keys(1), bounds.right(), lateRight, kind.keepsRight()),
                bounds.lower(),
                bounds.upper(),
                condition);
    }
}
