package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input's columns, then the calls. */
record Over(
        Relation input,
        List<Integer> partition,
        int time,
        int late,
        int ordinal,
        Frame frame,
        List<AggregateCall> calls,
        Schema schema)
        implements Relation {
    private int size() {
        return input.schema().size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Over(inputs.get(0), partition, time, late, ordinal, frame, calls, schema);
    }

    @Override
    public String label() {
        return "Over " + SqlText.of(frame) + Labels.by(partition, input.schema())
                + Labels.suffix(SqlText.calls(calls, input.schema()));
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column < size() ? input.time(column) : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        return input.time(time) == TimeAttribute.PROCESSING;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return column < size() ? input.bound(column) : null;
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<Integer> keys(int input) {
        return partition;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return partition;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = wanted.get(0, size());
        used.or(Pruning.used(partition, calls));
        used.set(time);
        Pruned below = input.prune(used, Need.of(this, false, true));
        Schema narrow = below.relation().schema();
        Over pruned = new Over(
                below.relation(),
                below.places(partition),
                below.place(time),
                below.late(),
                below.ordinal(),
                frame,
                Pruning.calls(calls, below, below.ordinal()),
                Pruning.append(narrow, schema, size()));
        int[] places = Pruning.extend(below.places(), size(), calls.size(), narrow.size());
        // Late rows that still count stay marked, for those behind that may not be able to use them.
        return new Pruned(pruned, places, need.late() ? below.late() : -1, need.ordinal() ? below.ordinal() : -1);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, partition::contains, column -> column)));
    }

    @Override
    public List<String> beyondFlink() {
        List<String> features = new ArrayList<>();
        if (Overs.isOver(input)) {
            features.add("several OVER windows in one SELECT");
        }
        for (AggregateCall call : calls) {
            if (call.details().series() != null) {
                features.add(call.function());
            }
        }
        if (!frame.rows() && frame.preceding() == 0) {
            features.add("RANGE BETWEEN CURRENT ROW AND CURRENT ROW");
        }
        return features;
    }

    @Override
    public Specification specification() {
        return new OverSpecification.AggregateOver(partition, time, late, ordinal, frame, calls);
    }
}
