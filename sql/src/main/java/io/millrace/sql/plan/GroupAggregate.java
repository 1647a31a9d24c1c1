package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.sql.validate.LifetimeHint;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys, aggregates.
 *
 * @param window the window that rows are of already, if the groups are of one window each: then they end with it
 * @param lifetimes how long hints keep what is kept of the input
 */
record GroupAggregate(
        Relation input,
        List<Integer> keys,
        @Nullable Attached window,
        List<AggregateCall> calls,
        Schema schema,
        LifetimeHint lifetimes)
        implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new GroupAggregate(inputs.get(0), keys, window, calls, schema, lifetimes);
    }

    @Override
    public String label() {
        String what = window != null ? "Window" : calls.isEmpty() ? "Distinct" : "Group";
        return what + Labels.by(keys, input.schema()) + Labels.suffix(SqlText.calls(calls, input.schema()));
    }

    @Override
    public boolean changing() {
        return input.changing() || (window == null ? !calls.isEmpty() || keys.isEmpty() : window.isChanging());
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        WindowBounds.Bound bound = bound(column);
        return bound != null && bound.which() == WindowBounds.TIME ? bound.attribute() : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        WindowBounds.Bound end = window == null ? null : input.bound(window.end());
        return end != null && end.attribute() == TimeAttribute.PROCESSING;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return window != null && !window.isChanging() && column < keys.size() ? input.bound(keys.get(column)) : null;
    }

    @Override
    public List<Integer> key() {
        // What is the same in all rows tells none from another.
        return Facts.range(0, keys.size()).stream()
                .filter(key -> !(input instanceof Calc calc
                        && calc.projections().get(keys.get(key)) instanceof Expression.Literal))
                .toList();
    }

    @Override
    public List<Integer> keys(int input) {
        return keys;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return Facts.range(0, keys.size());
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        boolean ordinal = calls.stream().anyMatch(Aggregates::isOrdered);
        if (need.kinds() && window == null && changing()) {
            Need rows = new Need(false, false, true, false, input.changing());
            EachChange.Steps steps =
                    EachChange.steps(input.prune(Pruning.used(keys, calls), rows), input.changing(), ordinal);
            return steps.of(over(steps.seen()), Facts.range(0, keys.size())).pruned(Pruning.identity(schema.size()));
        }
        Need ours = window != null ? Need.of(this, false, ordinal) : new Need(false, false, ordinal, false);
        Pruned below = input.prune(Pruning.used(keys, calls), ours);
        return new Pruned(over(ordinal ? Pruning.ordered(below) : below), Pruning.identity(schema.size()), -1, -1);
    }

    private GroupAggregate over(Pruned below) {
        return new GroupAggregate(
                below.relation(),
                below.places(keys),
                window == null ? null : window.pruned(below),
                Pruning.calls(calls, below, below.ordinal()),
                schema,
                lifetimes);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        if (keys.isEmpty()) {
            return Relation.super.sink(conditions, kept);
        }
        return withInputs(List.of(Calcs.below(input, conditions, kept, column -> column < keys.size(), keys::get)));
    }

    @Override
    public Specification specification() {
        return window == null
                ? new Specification.AggregateGroups(keys, calls)
                : new WindowSpecification.AggregateAttached(
                        keys, window.start(), window.end(), window.time(), window.late(), calls, window.firing());
    }
}
