package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.JoinSpecification;
import io.millrace.engine.pipeline.JoinSpecification.WindowPlace;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A join of rows of the same window: what is of a window comes when the watermark has passed its end, and stays.
 *
 * @param terms both bounds of the window are among its keys
 * @param left where the left rows say which window they are of
 * @param right where the right rows say it
 * @param time the type of the time that the windows were cut by
 */
record WindowJoin(JoinTerms terms, WindowPlace left, WindowPlace right, Type time) implements Relation {
    /** The join of windows that these terms describe; empty when they do not. */
    static Optional<WindowJoin> of(JoinTerms terms) {
        if (terms.inputs().stream().anyMatch(Relation::changing)) {
            return Optional.empty();
        }
        JoinKey start = key(terms, WindowBounds.START);
        JoinKey end = key(terms, WindowBounds.END);
        if (start == null || end == null) {
            return Optional.empty();
        }
        Type time = terms.left().schema().type(end.left());
        WindowBounds.Bound bound = terms.left().bound(end.left());
        return Optional.of(new WindowJoin(
                terms,
                new WindowPlace(start.left(), end.left(), -1),
                new WindowPlace(start.right(), end.right(), -1),
                bound == null ? time : bound.time()));
    }

    /** The key that compares a bound of both inputs' windows, if they are cut by the same kind of time. */
    static @Nullable JoinKey key(JoinTerms terms, int which) {
        for (JoinKey key : terms.keys()) {
            WindowBounds.Bound left = terms.left().bound(key.left());
            WindowBounds.Bound right = terms.right().bound(key.right());
            if (left != null
                    && right != null
                    && left.which() == which
                    && right.which() == which
                    && left.attribute() == right.attribute()
                    && left.time().kind() == right.time().kind()) {
                return key;
            }
        }
        return null;
    }

    @Override
    public Schema schema() {
        return terms.schema();
    }

    @Override
    public List<Relation> inputs() {
        return terms.inputs();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new WindowJoin(terms.withInputs(inputs), left, right, time);
    }

    @Override
    public boolean changing() {
        return false;
    }

    @Override
    public String label() {
        return "WindowJoin" + terms.label();
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        WindowBounds.Bound bound = bound(column);
        return bound != null && bound.which() == WindowBounds.TIME ? bound.attribute() : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        WindowBounds.Bound end = terms.left().bound(left.end());
        return end != null && end.attribute() == TimeAttribute.PROCESSING;
    }

    /** Where a row may have met nothing, its columns do not say which window it is of. */
    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        if (terms.isLeft(column)) {
            return terms.kind().keepsRight() ? null : terms.left().bound(column);
        }
        return terms.kind().keepsLeft() ? null : terms.right().bound(column - terms.leftSize());
    }

    @Override
    public List<Integer> key() {
        return terms.key();
    }

    @Override
    public List<Integer> keys(int input) {
        return input == 0 ? terms.leftKeys() : terms.rightKeys();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return terms.spread();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return JoinPruning.simplified(terms, wanted, need).orElseGet(() -> {
            JoinPruning.Narrowed narrowed = JoinPruning.narrowed(terms, wanted, Need.of(this, false, false));
            Pruned a = narrowed.left();
            Pruned b = narrowed.right();
            return narrowed.pruned(new WindowJoin(
                    narrowed.terms(),
                    new WindowPlace(a.place(left.start()), a.place(left.end()), a.late()),
                    new WindowPlace(b.place(right.start()), b.place(right.end()), b.late()),
                    time));
        });
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return JoinSinking.sink(terms, conditions, kept);
    }

    @Override
    public Specification specification() {
        return new JoinSpecification.JoinWindows(terms.specification(), left, right, time);
    }
}
