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
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.TopRowsAttached;
import io.millrace.engine.rank.KeyedTop;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.EpochState;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of keys of which one is the end of a window. Keeps for each key the rows that count, until the watermark
 * has passed that end: then they are emitted, once, in their order, and forgotten. Keys are emitted in the order of their
 * ends.
 */
final class AttachedTopOperator implements Operator, Whole {
    private final int start;
    private final int end;
    private final int late;
    private final WindowClock clock;
    private final KeyedTop top;
    private final BatchBuilder results;
    private final EpochState state = new EpochState();
    private final EndQueue open = new EndQueue();
    private boolean[] known = new boolean[16];
    private int[] chosen = new int[16];
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows lateRows;

    AttachedTopOperator(TopRowsAttached spec, Schema input, Schema output, WindowClock clock) {
        this.clock = clock;
        start = spec.start();
        end = spec.end();
        Check.that(spec.top().partition().contains(end), "a window that is no key");
        late = spec.late();
        top = new KeyedTop(spec.top(), input);
        results = new BatchBuilder(output, Batch.TARGET_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("windows", state);
        lateRows = context.lateRows();
        context.states().keepWhole("watermark", this);
        top.keep(context.states(), (key, row) -> {
            LongVector ends = (LongVector) top.values()[end];
            remember(key, ends.get(row));
        });
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(watermark);
    }

    @Override
    public void read(StateInput in) {
        watermark = Math.max(watermark, in.readLong());
    }

    private void remember(int key, long keyEnd) {
        if (known.length < top.limit()) {
            known = Arrays.copyOf(known, Math.max(top.limit(), known.length * 2));
        }
        if (!known[key]) {
            known[key] = true;
            open.add(keyEnd, key);
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int count = chooseInTime(batch, LateMarker.marks(batch, late));
        LongVector ends = batch.longs(end);
        int[] ids = top.add(batch, chosen, count);
        for (int i = 0; i < count; i++) {
            remember(ids[i], ends.get(chosen[i]));
        }
        return Progress.DONE;
    }

    private int chooseInTime(Batch batch, @Nullable BytesVector marks) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
        }
        LongVector ends = batch.longs(end);
        LateRows refused = Objects.requireNonNull(lateRows, "not open");
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!Slicing.isOver(ends.get(row), clock.seen(watermark, marks, row))) {
                chosen[count++] = row;
            } else if (marks != null && !marks.isNull(row)) {
                long windowStart = batch.longs(start).get(row);
                refused.add(marks.data(), marks.offset(row), marks.length(row), windowStart, ends.get(row));
            } else {
                refused.count();
            }
        }
        return count;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long now = clock.watermark(frontier.watermark());
        while (!open.isEmpty() && Slicing.isOver(open.firstEnd(), now)) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            results.clear();
            while (!results.isFull() && !open.isEmpty() && Slicing.isOver(open.firstEnd(), now)) {
                int key = open.remove();
                known[key] = false;
                top.take(key, results);
            }
            output.emit(results.build());
        }
        watermark = Math.max(watermark, now);
        Waiting waiting = open.isEmpty() ? Waiting.NOTHING : clock.waiting(top.rows(), Long.MIN_VALUE, open.firstEnd());
        state.update(top.bytes() + open.bytes(), top.rows(), waiting);
        return Progress.DONE;
    }
}
