package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;

/** FIRST_VALUE and LAST_VALUE over a bounded frame: the first or last value in it that is not NULL. */
final class EdgeFrame implements FrameFunction {
    private final Frame frame;
    private final boolean last;
    private final FrameValues values;

    EdgeFrame(AggregateCall call, Frame frame, boolean last) {
        this.frame = frame;
        this.last = last;
        values = new FrameValues(call, frame);
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        int size = rows.size();
        Vector[] arguments = values.arguments(rows);
        int from = 0;
        while (from < size) {
            int to = from;
            do {
                values.ensureKeys(ids[to] + 1);
                values.add(rows, arguments, to, ids[to], times[to]);
                to++;
            } while (!frame.rows() && to < size && times[to] == times[from]);
            for (int i = from; i < to; i++) {
                int left;
                do {
                    left = values.leave(ids[i], times[i]);
                } while (left != FrameValues.NONE);
                int slot = last ? values.last(ids[i]) : values.first(ids[i]);
                if (slot == FrameValues.NONE) {
                    out.appendNull();
                } else {
                    out.append(values.values(), slot);
                }
            }
            from = to;
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        values.write(id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        values.read(id, in);
    }

    @Override
    public void forget(int id) {
        values.forget(id);
    }

    @Override
    public long bytes() {
        return values.bytes();
    }
}
