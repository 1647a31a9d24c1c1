package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.error.Check;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.pipeline.WindowSpecification.AggregateAttached;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.EpochState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by keys of which one is the end of a window. Keeps one row of accumulators for each key, until the watermark
 * has passed that end: then the group is emitted, once, and forgotten. Groups are emitted in the order of their ends.
 */
final class AttachedWindowsOperator implements Operator, Whole {
    private static final int EMIT_KEYS = 4096;

    /** The most batches a call emits, so that it does not take long. */
    private static final int EMIT_BATCHES = 2;

    private final int start;
    private final int end;
    private final int endKey;
    private final int late;
    private final WindowClock clock;
    private final AggregateTable table;
    private final BatchBuilder results;
    private final EpochState state = new EpochState();
    private final EndQueue open = new EndQueue();
    private boolean[] known = new boolean[16];
    private int[] chosen = new int[16];
    private int[] firing = new int[EMIT_KEYS];
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows lateRows;

    AttachedWindowsOperator(AggregateAttached spec, Schema input, Schema output, WindowClock clock) {
        this.clock = clock;
        start = spec.start();
        end = spec.end();
        endKey = spec.keys().indexOf(end);
        Check.that(spec.keys().contains(end), "a window that is no key");
        late = spec.late();
        int[] keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        List<Type> types = spec.keys().stream().map(input::type).toList();
        table = new AggregateTable(types, keys, spec.aggregates(), false);
        results = new BatchBuilder(output, EMIT_KEYS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("windows", state);
        lateRows = context.lateRows();
        context.states().keepWhole("watermark", this);
        table.mark(context.states().keep("groups", new Groups()));
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(watermark);
    }

    @Override
    public void read(StateInput in) {
        watermark = Math.max(watermark, in.readLong());
    }

    /** The groups, each with its window. */
    private final class Groups implements Entries {
        @Override
        public int group(int id) {
            return table.group(id);
        }

        @Override
        public void write(int id, StateOutput out) {
            table.write(id, out);
        }

        @Override
        public void read(StateInput in) {
            int id = table.readEntry(in);
            reserve();
            known[id] = true;
            LongVector ends = (LongVector) table.key(endKey);
            open.add(ends.get(id), id);
        }
    }

    private void reserve() {
        if (known.length < table.limit()) {
            known = Arrays.copyOf(known, Math.max(table.limit(), known.length * 2));
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        int count = chooseInTime(batch, LateMarker.marks(batch, late));
        LongVector ends = batch.longs(end);
        if (count == size) {
            remember(ends, table.add(batch, null, size), null, size);
        } else {
            remember(ends, table.add(batch, chosen, count), chosen, count);
        }
        return Progress.DONE;
    }

    private int chooseInTime(Batch batch, @Nullable BytesVector marks) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
        }
        LongVector ends = batch.longs(end);
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!Slicing.isOver(ends.get(row), clock.seen(watermark, marks, row))) {
                chosen[count++] = row;
            } else if (marks != null && !marks.isNull(row)) {
                long windowStart = batch.longs(start).get(row);
                late().add(marks.data(), marks.offset(row), marks.length(row), windowStart, ends.get(row));
            } else {
                late().count();
            }
        }
        return count;
    }

    private LateRows late() {
        return Objects.requireNonNull(lateRows, "not open");
    }

    private void remember(LongVector ends, int[] ids, int @Nullable [] rows, int count) {
        reserve();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (!known[id]) {
                known[id] = true;
                open.add(ends.get(rows == null ? i : rows[i]), id);
            }
        }
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long now = clock.watermark(frontier.watermark());
        for (int batches = 0; !open.isEmpty() && Slicing.isOver(open.firstEnd(), now); batches++) {
            if (batches == EMIT_BATCHES || !output.hasRoom()) {
                return Progress.MORE;
            }
            int count = 0;
            while (count < EMIT_KEYS && !open.isEmpty() && Slicing.isOver(open.firstEnd(), now)) {
                firing[count++] = open.remove();
            }
            emit(count, output);
        }
        watermark = Math.max(watermark, now);
        Waiting waiting =
                open.isEmpty() ? Waiting.NOTHING : clock.waiting(table.rows(), Long.MIN_VALUE, open.firstEnd());
        state.update(table.bytes() + open.bytes(), table.rows(), waiting);
        return Progress.DONE;
    }

    private void emit(int count, Output output) {
        results.clear();
        table.append(firing, count, results);
        results.endRows(count);
        output.emit(results.build());
        for (int i = 0; i < count; i++) {
            known[firing[i]] = false;
            table.remove(firing[i]);
        }
    }
}
