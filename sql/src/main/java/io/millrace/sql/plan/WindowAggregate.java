package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys, aggregates, window_start, window_end, window_time. */
record WindowAggregate(
        Relation input, Window window, int time, int late, List<Integer> keys, List<AggregateCall> calls, Schema schema)
        implements Relation {
    int start() {
        return keys.size() + calls.size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new WindowAggregate(inputs.get(0), window, time, late, keys, calls, schema);
    }

    @Override
    public List<String> beyondFlink() {
        boolean uneven = window instanceof Window.Hop hop && hop.size() % hop.slide() != 0;
        if (uneven) {
            return List.of("HOP whose size is no multiple of its slide");
        }
        boolean merges = window instanceof Window.Session;
        boolean edges = calls.stream()
                .anyMatch(call ->
                        call.function().equals("FIRST_VALUE") || call.function().equals("LAST_VALUE"));
        return merges && edges ? List.of("FIRST_VALUE or LAST_VALUE of a SESSION") : List.of();
    }

    @Override
    public String label() {
        return SqlText.of(window)
                + Labels.by(keys, input.schema())
                + Labels.suffix(SqlText.calls(calls, input.schema()));
    }

    @Override
    public String details() {
        return "|" + input.schema().column(time).name();
    }

    @Override
    public boolean changing() {
        return false;
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column == start() + WindowBounds.TIME ? input.time(time) : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        return input.time(time) == TimeAttribute.PROCESSING;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return WindowBounds.bound(column - start(), input, time);
    }

    @Override
    public List<Integer> key() {
        List<Integer> key = new ArrayList<>(Facts.range(0, keys.size()));
        key.addAll(Facts.range(start(), start() + 2));
        return key;
    }

    @Override
    public List<Integer> keys(int input) {
        return keys;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return Facts.range(0, keys.size());
    }

    /** The results of windows are in the order of their times, as their own ordinals say. */
    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = Pruning.used(keys, calls);
        used.set(time);
        boolean ordinal = calls.stream().anyMatch(Aggregates::isOrdered);
        Pruned below = input.prune(used, Need.of(this, window instanceof Window.Session, ordinal));
        WindowAggregate pruned = new WindowAggregate(
                below.relation(),
                window,
                below.place(time),
                below.late(),
                below.places(keys),
                Pruning.calls(calls, below, below.ordinal() < 0 ? below.place(time) : below.ordinal()),
                schema);
        int windowTime = start() + WindowBounds.TIME;
        return new Pruned(pruned, Pruning.identity(schema.size()), -1, need.ordinal() ? windowTime : -1);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, column -> column < keys.size(), keys::get)));
    }

    @Override
    public Specification specification() {
        return new WindowSpecification.AggregateWindows(window, time, late, keys, calls);
    }
}
