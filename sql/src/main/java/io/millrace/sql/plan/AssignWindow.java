package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Adds window_start, window_end and window_time. */
record AssignWindow(Relation input, Window window, int time, int late, List<Integer> partition, Schema schema)
        implements Relation {
    int start() {
        return input.schema().size();
    }

    boolean isSession() {
        return window instanceof Window.Session;
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new AssignWindow(inputs.get(0), window, time, late, partition, schema);
    }

    @Override
    public String label() {
        return SqlText.of(window) + Labels.by(partition, input.schema());
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        if (column == start() + WindowBounds.TIME) {
            return input.time(time);
        }
        // The rows of a session come when it is over, and their own times are then behind the watermark.
        return isSession() || column >= start() ? null : input.time(column);
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
    public @Nullable List<Integer> keys(int input) {
        return isSession() ? partition : null;
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return isSession() ? partition : inputs.get(0);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = wanted.get(0, start());
        used.set(time);
        partition.forEach(used::set);
        Pruned below = input.prune(used, isSession() ? Need.of(this, true, need.ordinal()) : need);
        int size = below.relation().schema().size();
        AssignWindow pruned = new AssignWindow(
                below.relation(),
                window,
                below.place(time),
                isSession() ? below.late() : -1,
                below.places(partition),
                Pruning.append(below.relation().schema(), schema, start()));
        int[] places = Pruning.extend(below.places(), start(), 3, size);
        return new Pruned(pruned, places, isSession() ? -1 : below.late(), below.ordinal(), below.kind());
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        IntPredicate sinks = isSession() ? partition::contains : column -> column < start();
        return withInputs(List.of(Calcs.below(input, conditions, kept, sinks, column -> column)));
    }

    @Override
    public Specification specification() {
        return new WindowSpecification.AssignWindows(window, time, late, partition);
    }
}
