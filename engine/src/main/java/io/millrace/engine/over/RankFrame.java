package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.util.Arrays;

/** RANK and DENSE_RANK by event time. Keeps for each key the newest time, its rank and how many rows there are. */
final class RankFrame implements FrameFunction {
    private final boolean dense;
    private long[] newest = new long[16];
    private long[] ranks = new long[16];
    private long[] counts = new long[16];

    RankFrame(boolean dense) {
        this.dense = dense;
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        LongVector results = (LongVector) out;
        for (int row = 0; row < rows.size(); row++) {
            int id = ids[row];
            reserve(id);
            if (counts[id]++ == 0 || times[row] != newest[id]) {
                newest[id] = times[row];
                ranks[id] = dense ? ranks[id] + 1 : counts[id];
            }
            results.append(ranks[id]);
        }
    }

    private void reserve(int id) {
        if (id >= counts.length) {
            int capacity = Math.max(id + 1, counts.length * 2);
            newest = Arrays.copyOf(newest, capacity);
            ranks = Arrays.copyOf(ranks, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeLong(newest[id]);
        out.writeNumber(ranks[id]);
        out.writeNumber(counts[id]);
    }

    @Override
    public void read(int id, StateInput in) {
        reserve(id);
        newest[id] = in.readLong();
        ranks[id] = in.readNumber();
        counts[id] = in.readNumber();
    }

    @Override
    public void forget(int id) {
        ranks[id] = 0;
        counts[id] = 0;
    }

    @Override
    public long bytes() {
        return 24L * counts.length;
    }
}
