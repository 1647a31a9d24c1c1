package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.JoinInput;
import io.millrace.engine.pipeline.Specification.JoinKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of two inputs side by side that have equal keys and fulfil the condition; of SEMI and ANTI the left ones alone.
 * Its rows have no event time: they come when either row comes, however late that is.
 */
record RegularJoin(
        JoinKind kind,
        Relation left,
        Relation right,
        List<JoinKey> keys,
        @Nullable Expression condition,
        Schema schema) implements Relation {
    RegularJoin {
        keys = List.copyOf(keys);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new RegularJoin(kind, inputs.get(0), inputs.get(1), keys, condition, schema);
    }

    @Override
    public boolean changing() {
        boolean stays = kind == JoinKind.INNER || kind == JoinKind.SEMI;
        return !stays || left.changing() || right.changing();
    }

    @Override
    public String label() {
        List<String> texts = JoinKey.texts(keys, left.schema(), right.schema());
        if (condition != null) {
            texts.add(SqlText.of(condition, both()));
        }
        String what = kind == JoinKind.INNER ? "" : " " + kind.name().toLowerCase(Locale.ROOT);
        return "Join" + what + (texts.isEmpty() ? " of all rows" : " on " + String.join(" AND ", texts));
    }

    private Schema both() {
        return left.schema().with(right.schema().columns().toArray(io.millrace.core.type.Column[]::new));
    }

    private List<Integer> leftKeys() {
        return keys.stream().map(JoinKey::left).toList();
    }

    private List<Integer> rightKeys() {
        return keys.stream().map(JoinKey::right).toList();
    }

    private static boolean isUnique(Relation input, List<Integer> keys) {
        return !input.key().isEmpty() && new HashSet<>(keys).containsAll(input.key());
    }

    @Override
    public List<Integer> key() {
        if (!kind.isPaired()) {
            return left.key();
        }
        int offset = left.schema().size();
        List<Integer> ofRight =
                right.key().stream().map(column -> column + offset).toList();
        if (isUnique(right, rightKeys()) && !kind.keepsRight()) {
            return left.key();
        } else if (isUnique(left, leftKeys()) && !kind.keepsLeft()) {
            return ofRight;
        } else if (left.key().isEmpty() || ofRight.isEmpty()) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>(left.key());
        all.addAll(ofRight);
        return all;
    }

    @Override
    public List<Integer> keys(int input) {
        return input == 0 ? leftKeys() : rightKeys();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        if (keys.isEmpty()) {
            return List.of();
        } else if (!kind.keepsRight()) {
            return leftKeys();
        }
        int offset = left.schema().size();
        return kind.keepsLeft()
                ? null
                : rightKeys().stream().map(column -> column + offset).toList();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = left.schema().size();
        if (wanted.nextSetBit(size) < 0 && !kind.keepsRight() && isUnique(right, rightKeys())) {
            // Each left row meets one row at most, and nobody asks which.
            if (kind == JoinKind.LEFT) {
                return left.prune(wanted, need);
            } else if (kind == JoinKind.INNER) {
                Pruned semi =
                        new RegularJoin(JoinKind.SEMI, left, right, keys, condition, left.schema()).prune(wanted, need);
                return new Pruned(
                        semi.relation(), Arrays.copyOf(semi.places(), schema.size()), semi.late(), semi.ordinal());
            }
        }
        if (!kind.isPaired()) {
            RegularJoin plain = Distincts.without(this);
            if (plain != this) {
                return plain.prune(wanted, need);
            }
        }
        BitSet used = (BitSet) wanted.clone();
        used.or(Expressions.columnsOf(condition));
        for (JoinKey key : keys) {
            used.set(key.left());
            used.set(size + key.right());
        }
        Pruned a = left.prune(used.get(0, size), Need.NOTHING);
        Pruned b = right.prune(used.get(size, size + right.schema().size()), Need.NOTHING);
        Schema narrowLeft = a.relation().schema();
        int[] places = Pruning.joined(a.places(), b.places(), narrowLeft.size());
        List<JoinKey> moved = keys.stream()
                .map(key -> new JoinKey(a.place(key.left()), b.place(key.right()), key.nullsEqual()))
                .toList();
        Expression narrow = condition == null ? null : Expressions.shift(condition, column -> places[column]);
        RegularJoin pruned = new RegularJoin(
                kind,
                a.relation(),
                b.relation(),
                moved,
                narrow,
                Joins.schema(kind, narrowLeft, b.relation().schema()));
        return new Pruned(pruned, kind.isPaired() ? places : a.places(), -1, -1);
    }

    /**
     * All conditions on an inner join are conditions on its pairs. On an outer one, those on the rows that are kept
     * whole sink into their input; and where one cannot be true for rows that met nothing, those are left out at once.
     */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        if (kind == JoinKind.LEFT && conditions.stream().anyMatch(this::asksForUnmatched)) {
            conditions.stream().filter(each -> !asksForUnmatched(each)).forEach(kept::add);
            return unmatched();
        }
        List<Expression> down = new ArrayList<>();
        for (Expression each : conditions) {
            boolean stable =
                    Expressions.isStable(each) && !Expressions.columnsOf(each).isEmpty();
            (stable ? down : kept).add(each);
        }
        JoinKind less = Nulls.narrowed(kind, down, left.schema().size());
        if (less == JoinKind.INNER) {
            down.addAll(0, ownConditions());
            return Joins.join(JoinKind.INNER, left, right, Expressions.and(down), schema);
        }
        int size = left.schema().size();
        List<Expression> rest = new ArrayList<>();
        Relation newLeft =
                less.keepsRight() ? left : Calcs.below(left, down, rest, column -> column < size, column -> column);
        List<Expression> remaining = less.keepsRight() ? down : rest;
        Relation newRight = right;
        if (less == JoinKind.RIGHT) {
            newRight = Calcs.below(right, remaining, kept, column -> column >= size, column -> column - size);
        } else {
            kept.addAll(remaining);
        }
        return new RegularJoin(less, newLeft, newRight, keys, condition, schema);
    }

    /** Whether a condition on a left join chooses the rows that met nothing. */
    private boolean asksForUnmatched(Expression each) {
        return each instanceof Expression.Call call
                && call.function().equals("IS NULL")
                && call.arguments().get(0) instanceof Expression.Column column
                && column.index() >= left.schema().size()
                && !right.schema().type(column.index() - left.schema().size()).nullable();
    }

    private Relation unmatched() {
        Relation anti = new RegularJoin(JoinKind.ANTI, left, right, keys, condition, left.schema());
        List<Expression> columns = new ArrayList<>(Relation.columns(left.schema()));
        for (int i = columns.size(); i < schema.size(); i++) {
            columns.add(new Expression.Literal(null, schema.type(i)));
        }
        return Calcs.project(anti, columns, schema.names());
    }

    private List<Expression> ownConditions() {
        List<Expression> own = new ArrayList<>();
        keys.forEach(key -> own.add(Joins.equality(key, left.schema(), right.schema())));
        own.addAll(Expressions.conjuncts(condition));
        return own;
    }

    @Override
    public Specification specification() {
        return new Specification.Join(
                kind,
                new JoinInput(leftKeys(), isUnique(left, leftKeys())),
                new JoinInput(rightKeys(), isUnique(right, rightKeys())),
                keys.stream().map(JoinKey::nullsEqual).toList(),
                condition);
    }

    /** The inputs of which every row is kept as long as the run lasts, though they may never end. */
    Set<Relation> growing() {
        Set<Relation> growing = new HashSet<>();
        if (!left.changing()) {
            growing.add(left);
        }
        if (!right.changing() && (kind.isPaired() || condition != null)) {
            growing.add(right);
        }
        return growing;
    }
}
