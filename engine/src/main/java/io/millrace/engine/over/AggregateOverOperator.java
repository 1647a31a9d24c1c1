package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.State;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.aggregate.FixedAggregate;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.AggregateOver;
import io.millrace.engine.pipeline.Specification.Frame;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * OVER in the order of event time. Keeps rows until the watermark reaches them, and for each key what its frame needs,
 * for good: a frame by rows never ends.
 */
public final class AggregateOverOperator implements Operator {
    private static final int SLICE_ROWS = 4096;

    private final AggregateOver spec;
    private final int[] partition;
    private final int[] kept;
    private final int inputColumns;
    private final BytesVector nothing = new BytesVector(1);
    private final KeyIndex keys;
    private final WaitingRows waiting;
    private final List<FrameFunction> functions = new ArrayList<>();
    private final Vector.Writable[] results;
    private final BatchBuilder ready;
    private final OverState state = new OverState();
    private int[] ids = new int[SLICE_ROWS];
    private long watermark = Long.MIN_VALUE;
    private boolean sealed;
    private @Nullable LateRows late;

    /** The state as of the last epoch. */
    private static final class OverState implements State {
        private volatile long bytes;
        private volatile long rows;

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public long rows() {
            return rows;
        }
    }

    public AggregateOverOperator(AggregateOver spec, Schema input, Schema output) {
        this.spec = spec;
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        inputColumns = input.size();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        // The late column has done its work when a row waits; it comes back as NULL.
        int late = spec.late();
        kept = IntStream.range(0, input.size()).filter(c -> c != late).toArray();
        Schema waitingRows = input.select(kept);
        waiting = new WaitingRows(waitingRows, place(spec.time()), spec.ordinal() < 0 ? -1 : place(spec.ordinal()));
        ready = new BatchBuilder(waitingRows, SLICE_ROWS);
        nothing.appendNull();
        results = new Vector.Writable[spec.aggregates().size()];
        for (int i = 0; i < results.length; i++) {
            functions.add(function(spec.aggregates().get(i), spec.frame()));
            results[i] = Vector.create(output.type(input.size() + i), SLICE_ROWS);
        }
    }

    /** Where a column of the input is among those that wait. */
    private int place(int column) {
        return spec.late() >= 0 && column > spec.late() ? column - 1 : column;
    }

    private Batch withoutLate(Batch batch) {
        Vector[] columns = new Vector[kept.length];
        for (int i = 0; i < kept.length; i++) {
            columns[i] = batch.column(kept[i]);
        }
        return new Batch(columns, batch.size(), batch.weights());
    }

    private Batch withLate(Batch batch) {
        Vector[] columns = new Vector[inputColumns];
        for (int i = 0; i < kept.length; i++) {
            columns[kept[i]] = batch.column(i);
        }
        if (spec.late() >= 0) {
            columns[spec.late()] = new ConstantVector(nothing, batch.size());
        }
        return new Batch(columns, batch.size(), batch.weights());
    }

    static FrameFunction function(AggregateCall call, Frame frame) {
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
        context.register("frames", state);
        late = context.lateRows();
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        LongVector times = batch.longs(spec.time());
        BytesVector marked = LateMarker.marks(batch, spec.late());
        long[] time = times.values();
        int size = batch.size();
        boolean allGood = marked == null && !times.hasNulls();
        for (int i = 0; i < size && allGood; i++) {
            allGood = time[i] > watermark;
        }
        if (allGood) {
            waiting.arriving().append(withoutLate(batch));
            return Progress.DONE;
        }
        Batch arrived = withoutLate(batch);
        for (int i = 0; i < size; i++) {
            if (times.isNull(i)) {
                continue;
            }
            if (marked != null
                    && !marked.isNull(i)
                    && time[i] <= LateMarker.watermark(marked.data(), marked.offset(i))) {
                if (late != null) {
                    late.add(marked.data(), marked.offset(i), marked.length(i), Long.MIN_VALUE, Long.MIN_VALUE);
                }
            } else if (time[i] > watermark) {
                waiting.arriving().append(arrived, i);
            } else if (late != null) {
                late.count();
            }
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!sealed) {
            waiting.seal();
            sealed = true;
        }
        while (true) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            ready.clear();
            waiting.take(frontier.watermark(), SLICE_ROWS, !spec.frame().rows(), ready);
            if (ready.size() == 0) {
                break;
            }
            emit(withLate(ready.build()), output);
        }
        sealed = false;
        watermark = Math.max(watermark, frontier.watermark());
        long bytes = waiting.bytes() + keys.bytes();
        for (FrameFunction function : functions) {
            bytes += function.bytes();
        }
        state.bytes = bytes;
        state.rows = waiting.rows() + keys.size();
        return Progress.DONE;
    }

    private void emit(Batch rows, Output output) {
        int size = rows.size();
        if (ids.length < size) {
            ids = new int[size];
        }
        keys.lookup(rows, partition, null, size, ids);
        long[] times = rows.longs(spec.time()).values();
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
