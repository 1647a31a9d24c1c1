package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.aggregate.FixedAggregate;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.AggregateOver;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OVER in the order of event time. Keeps rows until the watermark reaches them, and for each key what its frame needs,
 * for good, since a frame by rows never ends, or until its time to live has passed since a row of it was emitted.
 */
public final class AggregateOverOperator implements Operator, Entries {
    private static final int SLICE_ROWS = 4096;

    private final AggregateOver spec;
    private final int[] partition;
    private final KeyIndex keys;
    private final TimedRows rows;
    private final @Nullable LateCandidates candidates;
    private final List<FrameFunction> functions = new ArrayList<>();
    private final Vector.Writable[] results;
    private final EpochState state = new EpochState();
    private Expiry expiry = Expiry.never();
    private Marks marks = Marks.OFF;
    private int[] ids = new int[SLICE_ROWS];

    public AggregateOverOperator(AggregateOver spec, Schema input, Schema output) {
        this.spec = spec;
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        candidates = takesLateRows(spec) ? new LateCandidates(input, spec.time(), spec.late(), partition, keys) : null;
        rows = new TimedRows(input, spec.time(), spec.late(), spec.ordinal(), candidates);
        results = new Vector.Writable[spec.aggregates().size()];
        for (int i = 0; i < results.length; i++) {
            functions.add(function(spec.aggregates().get(i), spec.frame()));
            results[i] = Vector.create(output.type(input.size() + i), SLICE_ROWS);
        }
    }

    /** Whether a row behind the watermark counts where its position is still free: as in Flink, of so many rows before. */
    private static boolean takesLateRows(AggregateOver spec) {
        return spec.late() >= 0
                && spec.frame().rows()
                && spec.frame().preceding() != Frame.UNBOUNDED
                && spec.aggregates().stream()
                        .noneMatch(call -> List.of("LAG", "RANK", "DENSE_RANK").contains(call.function()));
    }

    static FrameFunction function(AggregateCall call, Frame frame) {
        SeriesType series = call.details().series();
        if (series != null) {
            return new SeriesFrame(call, series);
        }
        return switch (call.function()) {
            case "LAG" -> new LagFrame(call, frame.preceding());
            case "RANK" -> new RankFrame(false);
            case "DENSE_RANK" -> new RankFrame(true);
            default -> aggregate(call, frame);
        };
    }

    private static FrameFunction aggregate(AggregateCall call, Frame frame) {
        if (frame.preceding() == Frame.UNBOUNDED) {
            return new GrowingFrame(call, frame.rows());
        }
        if (call.function().equals("FIRST_VALUE") || call.function().equals("LAST_VALUE")) {
            return new EdgeFrame(call, frame, call.function().equals("LAST_VALUE"));
        }
        boolean sums = call.function().equals("SUM") || call.function().equals("AVG");
        if (sums && !call.distinct() && call.argumentTypes().get(0).storage() == Storage.DOUBLE) {
            return new SlidingSum(call, frame);
        }
        Optional<FixedAggregate> fixed = Aggregates.fixed(call);
        return fixed.<FrameFunction>map(aggregate -> new SlidingFrame(aggregate, call, frame))
                .orElseGet(() -> new ListedFrame(call, frame));
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("frames", state);
        rows.open(context, partition);
        expiry = Expiry.of(context, 0);
        marks = context.states().keep("keys", this);
        if (marks.isOn()) {
            functions.forEach(FrameFunction::requireKept);
        }
    }

    @Override
    public int group(int id) {
        return keys.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        keys.write(id, out);
        expiry.save(id, out);
        if (candidates != null) {
            candidates.writeKey(id, out);
        }
        for (FrameFunction function : functions) {
            function.write(id, out);
        }
    }

    @Override
    public void read(StateInput in) {
        int id = keys.read(in);
        marks.touch(id);
        expiry.restore(id, in);
        if (candidates != null) {
            candidates.readKey(id, in);
        }
        for (FrameFunction function : functions) {
            function.read(id, in);
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        rows.add(batch);
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        expiry.tick();
        if (!forgetExpired()) {
            return Progress.MORE;
        }
        while (true) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            Batch ready = rows.take(frontier.watermark(), !spec.frame().rows());
            if (ready == null) {
                break;
            }
            emit(ready, output);
        }
        long bytes = rows.bytes() + keys.bytes();
        for (FrameFunction function : functions) {
            bytes += function.bytes();
        }
        if (candidates != null) {
            bytes += candidates.bytes();
        }
        state.update(bytes, rows.rows() + keys.size(), rows.waiting());
        return Progress.DONE;
    }

    /** Forgets keys whose time is over, up to a slice of them; returns whether those were all. */
    private boolean forgetExpired() {
        return expiry.forgetDue(SLICE_ROWS, key -> false, this::forget);
    }

    private void forget(int key) {
        marks.remove(key);
        for (FrameFunction function : functions) {
            function.forget(key);
        }
        if (candidates != null) {
            candidates.forget(key);
        }
        keys.remove(key);
    }

    private void emit(Batch rows, Output output) {
        int size = rows.size();
        if (ids.length < size) {
            ids = new int[size];
        }
        keys.lookup(rows, partition, null, size, ids);
        marks.touch(ids, size);
        for (int i = 0; expiry.isOn() && i < size; i++) {
            expiry.write(ids[i]);
        }
        long[] times = rows.longs(spec.time()).values();
        if (candidates != null) {
            candidates.emitted(ids, times, size);
        }
        Vector[] columns = new Vector[rows.columnCount() + results.length];
        System.arraycopy(rows.columns(), 0, columns, 0, rows.columnCount());
        for (int i = 0; i < results.length; i++) {
            results[i].clear();
            functions.get(i).apply(rows, ids, times, results[i]);
            columns[rows.columnCount() + i] = results[i].vector();
        }
        output.emit(new Batch(columns, size));
    }
}
