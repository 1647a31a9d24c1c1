package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the left input beside those of a table that has been read whole. Left rows keep their times, and their
 * hidden columns.
 *
 * @param kind INNER or LEFT
 */
record LookupJoin(
        JoinKind kind,
        Relation left,
        Relation right,
        List<JoinKey> keys,
        @Nullable Expression condition,
        Schema schema) implements Relation {
    LookupJoin {
        keys = List.copyOf(keys);
    }

    @Override
    public List<String> beyondFlink() {
        return List.of("a lookup join with a table whose connector looks up nothing");
    }

    /** @param conditions what pairs must fulfil besides */
    static LookupJoin of(
            JoinKind kind,
            Relation left,
            Relation right,
            List<JoinKey> keys,
            List<Expression> conditions,
            Schema schema) {
        List<Expression> all = new ArrayList<>(conditions);
        keys.stream()
                .filter(JoinKey::nullsEqual)
                .forEach(key -> all.add(Joins.equality(key, left.schema(), right.schema())));
        List<JoinKey> strict = keys.stream().filter(key -> !key.nullsEqual()).toList();
        return new LookupJoin(kind, left, right, strict, Expressions.and(all), schema);
    }

    private int leftSize() {
        return left.schema().size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new LookupJoin(kind, inputs.get(0), inputs.get(1), keys, condition, schema);
    }

    @Override
    public String label() {
        List<String> texts = JoinKey.texts(keys, left.schema(), right.schema());
        if (condition != null) {
            texts.add(SqlText.of(condition, schema));
        }
        return "LookupJoin" + (kind == JoinKind.LEFT ? " left" : "")
                + (texts.isEmpty() ? " of all rows" : " on " + String.join(" AND ", texts));
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column < leftSize() ? left.time(column) : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return column < leftSize() ? left.bound(column) : null;
    }

    @Override
    public List<Integer> keys(int input) {
        return keys.stream().map(input == 0 ? JoinKey::left : JoinKey::right).toList();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return keys(0);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = leftSize();
        BitSet used = (BitSet) wanted.clone();
        used.or(Expressions.columnsOf(condition));
        for (JoinKey key : keys) {
            used.set(key.left());
            used.set(size + key.right());
        }
        Pruned a = left.prune(used.get(0, size), need.withoutKinds());
        Pruned b = right.prune(used.get(size, size + right.schema().size()), Need.NOTHING);
        Schema narrow = a.relation().schema();
        int[] places = Pruning.joined(a.places(), b.places(), narrow.size());
        LookupJoin pruned = new LookupJoin(
                kind,
                a.relation(),
                b.relation(),
                keys.stream()
                        .map(key -> new JoinKey(a.place(key.left()), b.place(key.right()), false))
                        .toList(),
                condition == null ? null : Expressions.shift(condition, column -> places[column]),
                Joins.schema(kind, narrow, b.relation().schema()));
        return new Pruned(pruned, places, a.late(), a.ordinal());
    }

    /** Conditions on left rows sink, and of an inner join those on the table. */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        int size = leftSize();
        List<Expression> others = new ArrayList<>();
        Relation newLeft = Calcs.below(left, conditions, others, column -> column < size, column -> column);
        Relation newRight = right;
        if (kind == JoinKind.INNER) {
            newRight = Calcs.below(right, others, kept, column -> column >= size, column -> column - size);
        } else {
            kept.addAll(others);
        }
        return new LookupJoin(kind, newLeft, newRight, keys, condition, schema);
    }

    @Override
    public Specification specification() {
        return new TimeJoinSpecification.LookupJoin(keys(0), keys(1), kind == JoinKind.LEFT, condition);
    }
}
