package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leaves out of joins what nobody uses: columns, and whole inputs. */
final class JoinPruning {
    private JoinPruning() {}

    /** A join of inputs with fewer columns, and where these went. */
    record Narrowed(JoinTerms terms, Pruned left, Pruned right, int[] places) {
        Pruned pruned(Relation join) {
            return new Pruned(join, terms.kind().isPaired() ? places : left.places(), -1, -1);
        }
    }

    /** The join in a simpler form, if no column of the right input is wanted; empty when there is none. */
    static Optional<Pruned> simplified(JoinTerms join, BitSet wanted, Need need) {
        JoinKind kind = join.kind();
        if (!kind.isPaired()) {
            return Distincts.without(join).map(plain -> Joins.of(plain).prune(wanted, need.withoutKinds()));
        }
        boolean leftAlone = wanted.nextSetBit(join.leftSize()) < 0;
        if (!leftAlone || kind.keepsRight() || !join.isRightUnique()) {
            return Optional.empty();
        }
        // Each left row meets one row at most, and nobody asks which.
        Relation rows = kind == JoinKind.LEFT
                ? join.left()
                : Joins.of(join.with(JoinKind.SEMI, join.left().schema()));
        Pruned pruned = rows.prune(wanted, need.withoutKinds());
        int[] places = Arrays.copyOf(pruned.places(), join.schema().size());
        Arrays.fill(places, join.leftSize(), places.length, -1);
        return Optional.of(new Pruned(pruned.relation(), places, pruned.late(), pruned.ordinal()));
    }

    /**
     * The join over narrower inputs.
     *
     * @param need what the join needs of its inputs besides columns
     */
    static Narrowed narrowed(JoinTerms join, BitSet wanted, Need need) {
        int size = join.leftSize();
        BitSet used = (BitSet) wanted.clone();
        used.or(Expressions.columnsOf(join.condition()));
        for (JoinKey key : join.keys()) {
            used.set(key.left());
            used.set(size + key.right());
        }
        Pruned left = join.left().prune(used.get(0, size), need);
        Pruned right =
                join.right().prune(used.get(size, size + join.right().schema().size()), need);
        Relation newLeft = left.relation();
        Relation newRight = right.relation();
        int[] places =
                Pruning.joined(left.places(), right.places(), newLeft.schema().size());
        List<JoinKey> keys = join.keys().stream()
                .map(key -> new JoinKey(left.place(key.left()), right.place(key.right()), key.nullsEqual()))
                .toList();
        @Nullable Expression condition =
                join.condition() == null ? null : Expressions.shift(join.condition(), column -> places[column]);
        JoinTerms terms = new JoinTerms(
                join.kind(),
                newLeft,
                newRight,
                keys,
                condition,
                Joins.schema(join.kind(), newLeft.schema(), newRight.schema()),
                join.lifetimes());
        return new Narrowed(terms, left, right, places);
    }
}
