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
import io.millrace.engine.pipeline.OverSpecification.Frame;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A bounded frame of an aggregate that needs the values themselves: DISTINCT, MIN and MAX of text, LISTAGG … A row that leaves
 * the frame is taken back, which for these aggregates is exact.
 */
final class ListedFrame implements FrameFunction {
    private final Frame frame;
    private final FrameValues values;
    private final AggregateRows accumulators;
    private final BatchBuilder results;
    private final Rows single = new Rows();
    private final int[] row = new int[1];
    private final long[] entering = {1};
    private final long[] leaving = {-1};

    ListedFrame(AggregateCall call, Frame frame) {
        this.frame = frame;
        values = new FrameValues(call, frame);
        int size = call.arguments().size();
        List<Integer> columns = IntStream.range(0, size).boxed().toList();
        AggregateCall stored = call.over(columns, -1, size);
        accumulators = new AggregateRows(List.of(stored), true);
        results = new BatchBuilder(Schema.of(new Column("result", call.type())), 64);
        single.reserve(1);
        single.rows = row;
        single.count = 1;
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        int size = rows.size();
        Vector[] arguments = values.arguments(rows);
        int limit = 0;
        for (int i = 0; i < size; i++) {
            limit = Math.max(limit, ids[i] + 1);
        }
        values.ensureKeys(limit);
        accumulators.ensure(limit);
        results.clear();
        int from = 0;
        while (from < size) {
            int to = from;
            do {
                change(ids[to], values.add(rows, arguments, to, ids[to], times[to]), entering);
                to++;
            } while (!frame.rows() && to < size && times[to] == times[from]);
            for (int i = from; i < to; i++) {
                int left;
                do {
                    left = values.leave(ids[i], times[i]);
                    change(ids[i], left, leaving);
                } while (left != FrameValues.NONE);
                single.ids[0] = ids[i];
                accumulators.result(single.ids, 1, results, 0);
            }
            from = to;
        }
        out.append(results.column(0).vector(), 0, size);
    }

    private void change(int id, int slot, long[] weight) {
        if (slot == FrameValues.NONE) {
            return;
        }
        single.ids[0] = id;
        accumulators.add(new Batch(values.row(slot), 1, weight), single);
    }

    @Override
    public void write(int id, StateOutput out) {
        values.write(id, out);
        accumulators.write(id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        values.read(id, in);
        accumulators.ensure(id + 1);
        accumulators.read(id, in);
    }

    @Override
    public void requireKept() {
        accumulators.requireKept();
    }

    @Override
    public void forget(int id) {
        values.forget(id);
        accumulators.reset(id, id + 1);
    }

    @Override
    public long bytes() {
        return accumulators.bytes() + values.bytes();
    }
}
