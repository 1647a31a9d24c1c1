package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.OverSpecification.OverAhead;
import io.millrace.engine.rank.RowOrder;
import io.millrace.engine.rank.RowsAhead;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.TouchedIds;
import io.millrace.engine.window.EndQueue;
import java.util.Arrays;

/**
 * OVER in the order of event time with frames that go beyond the current row. Rows wait for the watermark, then for the
 * rows and the time that their frames have; a row goes when no frame to come has it. Keys are kept for good.
 */
public final class OverAheadOperator implements Operator {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long AT_THE_END = NEVER - 1;

    private final int[] partition;
    private final KeyIndex keys;
    private final TimedRows arriving;
    private final RowsAhead ahead;
    private final BatchBuilder results;
    private final EndQueue due = new EndQueue();
    private final EpochState state = new EpochState();
    private int[] ids = new int[Batch.TARGET_ROWS];
    /** When each key is looked at again at the latest. */
    private long[] dueAt = new long[0];

    private final TouchedIds touched = new TouchedIds();
    private int settled;
    private boolean released;

    public OverAheadOperator(OverAhead spec, Schema input, Schema output) {
        partition = spec.over().partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.over().partition().stream().map(input::type).toList());
        arriving = new TimedRows(input, spec.time(), spec.late(), spec.ordinal());
        ahead = new RowsAhead(spec.over(), spec.time(), spec.ordinal(), input);
        results = new BatchBuilder(output, Batch.TARGET_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        arriving.open(context, partition);
        ahead.keep(context.states(), keys, partition);
        context.states().whenRestored(() -> {
            reserve();
            for (int key = 0; key < keys.limit(); key++) {
                touched.touch(key);
            }
        });
    }

    private void reserve() {
        if (dueAt.length < keys.limit()) {
            int before = dueAt.length;
            dueAt = Arrays.copyOf(dueAt, Math.max(keys.limit(), before * 2));
            Arrays.fill(dueAt, before, dueAt.length, NEVER);
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        arriving.add(batch);
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!released) {
            release(frontier.watermark());
            released = true;
        }
        while (settled < touched.size()) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            results.clear();
            while (settled < touched.size()) {
                int key = touched.get(settled);
                if (!ahead.take(key, frontier.watermark(), frontier.last(), results)) {
                    break;
                }
                touched.settle(key);
                settled++;
                await(key, frontier.watermark());
            }
            output.emit(results.build());
        }
        touched.clear();
        settled = 0;
        released = false;
        long next = due.isEmpty() || due.firstEnd() == AT_THE_END ? NEVER : due.firstEnd();
        state.update(
                arriving.bytes() + ahead.bytes() + keys.bytes(),
                arriving.rows() + ahead.rows(),
                arriving.waiting().and(Waiting.until(next, ahead.waiting())));
        return Progress.DONE;
    }

    private void release(long watermark) {
        for (Batch batch = arriving.take(watermark, false); batch != null; batch = arriving.take(watermark, false)) {
            int size = batch.size();
            if (ids.length < size) {
                ids = new int[size];
            }
            keys.lookup(batch, partition, null, size, ids);
            reserve();
            Vector[] columns = RowOrder.flat(batch);
            for (int row = 0; row < size; row++) {
                ahead.add(ids[row], columns, row);
                touched.touch(ids[row]);
            }
        }
        while (!due.isEmpty() && due.firstEnd() <= watermark) {
            long when = due.firstEnd();
            int key = due.remove();
            dueAt[key] = dueAt[key] == when ? NEVER : dueAt[key];
            touched.touch(key);
        }
    }

    /** A key with rows that wait is looked at again when time alone may have made one complete, and at the end. */
    private void await(int key, long watermark) {
        long when = ahead.due(key);
        if (when == NEVER) {
            return;
        }
        when = when <= watermark ? AT_THE_END : when;
        if (when < dueAt[key]) {
            dueAt[key] = when;
            due.add(when, key);
        }
    }
}
