package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.List;

/** UNBOUNDED PRECEDING: one accumulator a key. */
final class GrowingFrame implements FrameFunction {
    private final boolean byRows;
    private final AggregateRows accumulators;
    private final BatchBuilder results;
    private final Rows rows = new Rows();
    private int[] chosen = new int[0];

    GrowingFrame(AggregateCall call, boolean byRows) {
        this.byRows = byRows;
        // Rows come in the order of time here, which is what counts; their ordinals are those of reading.
        AggregateCall inOrder = call.over(call.arguments(), call.filter(), -1);
        accumulators = new AggregateRows(List.of(inOrder), false);
        results = new BatchBuilder(Schema.of(new Column("result", call.type())), 64);
    }

    @Override
    public void apply(Batch batch, int[] ids, long[] times, Vector.Writable out) {
        int size = batch.size();
        int highest = 0;
        for (int i = 0; i < size; i++) {
            highest = Math.max(highest, ids[i]);
        }
        accumulators.ensure(highest + 1);
        if (chosen.length < size) {
            chosen = new int[size];
        }
        rows.reserve(size);
        rows.rows = chosen;
        results.clear();
        int from = 0;
        while (from < size) {
            int to = from + 1;
            while (!byRows && to < size && times[to] == times[from]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                chosen[i - from] = i;
                rows.ids[i - from] = ids[i];
            }
            rows.count = to - from;
            accumulators.add(batch, rows);
            accumulators.result(rows.ids, rows.count, results, 0);
            from = to;
        }
        out.append(results.column(0).vector(), 0, size);
    }

    @Override
    public void write(int id, StateOutput out) {
        accumulators.write(id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        accumulators.ensure(id + 1);
        accumulators.read(id, in);
    }

    @Override
    public void requireKept() {
        accumulators.requireKept();
    }

    @Override
    public void forget(int id) {
        accumulators.reset(id, id + 1);
    }

    @Override
    public long bytes() {
        return accumulators.bytes();
    }
}
