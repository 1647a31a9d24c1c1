package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.aggregate.Accumulators;
import io.millrace.engine.aggregate.FixedAggregate;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import java.util.Arrays;

/**
 * A bounded frame of an aggregate that fits in a few longs, amortised O(1) a row whatever the frame, and never
 * subtracting, so nothing drifts. Each key has a ring of accumulators, one a row of its frame: two stacks in one, as in
 * Tangwongsan, Hirzel and Schneider, "Low-latency sliding-window aggregation in worst-case constant time". The older part
 * holds suffix sums; the younger part holds single rows and has its sum kept beside it; when the older part runs out, the
 * younger becomes suffix sums in place.
 */
final class SlidingFrame implements FrameFunction {
    private static final int FIRST_SLOTS = 4;

    private final FixedAggregate aggregate;
    private final AggregateCall call;
    private final Frame frame;
    private final int width;
    private final int slot;
    private final Accumulators young;
    private final long[] joined;
    private final Vector[] arguments;
    private long[][] rings = new long[16][];
    private int[] heads = new int[16];
    private int[] olds = new int[16];
    private int[] sizes = new int[16];
    private int keyLimit;
    private long ringBytes;

    SlidingFrame(FixedAggregate aggregate, AggregateCall call, Frame frame) {
        this.aggregate = aggregate;
        this.call = call;
        this.frame = frame;
        width = aggregate.words();
        // A frame by time needs each row's time too.
        slot = frame.rows() ? width : width + 1;
        young = new Accumulators(width);
        joined = new long[width];
        arguments = new Vector[call.arguments().size()];
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        for (int a = 0; a < arguments.length; a++) {
            arguments[a] = rows.column(call.arguments().get(a)).flat();
        }
        int size = rows.size();
        int highest = 0;
        for (int i = 0; i < size; i++) {
            highest = Math.max(highest, ids[i]);
        }
        ensureKeys(highest + 1);
        if (frame.rows()) {
            int most = (int) Math.min(Integer.MAX_VALUE - 8L, frame.preceding() + 1);
            for (int i = 0; i < size; i++) {
                int id = ids[i];
                if (sizes[id] == most) {
                    evict(id);
                }
                add(rows, id, i, 0);
                result(id, out);
            }
            return;
        }
        int from = 0;
        while (from < size) {
            int to = from;
            while (to < size && times[to] == times[from]) {
                add(rows, ids[to], to, times[to]);
                to++;
            }
            for (int i = from; i < to; i++) {
                evictBefore(ids[i], times[i] - frame.preceding());
                result(ids[i], out);
            }
            from = to;
        }
    }

    private void ensureKeys(int limit) {
        if (limit > rings.length) {
            int capacity = Math.max(limit, rings.length * 2);
            rings = Arrays.copyOf(rings, capacity);
            heads = Arrays.copyOf(heads, capacity);
            olds = Arrays.copyOf(olds, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
        young.ensure(limit);
        for (int id = keyLimit; id < limit; id++) {
            rings[id] = new long[FIRST_SLOTS * slot];
            ringBytes += 8L * FIRST_SLOTS * slot;
            aggregate.reset(young.chunk(id), young.at(id));
        }
        keyLimit = Math.max(keyLimit, limit);
    }

    private void add(Batch rows, int id, int row, long time) {
        long[] ring = rings[id];
        int slots = ring.length / slot;
        if (sizes[id] == slots) {
            ring = grow(id, slots);
            slots *= 2;
        }
        int position = heads[id] + sizes[id];
        int at = (position >= slots ? position - slots : position) * slot;
        aggregate.reset(ring, at);
        if (FrameFunction.passes(rows, call.filter(), row)) {
            aggregate.add(ring, at, arguments, row, 1);
        }
        if (slot > width) {
            ring[at + width] = time;
        }
        aggregate.merge(young.chunk(id), young.at(id), ring, at);
        sizes[id]++;
    }

    private long[] grow(int id, int slots) {
        long[] ring = rings[id];
        long[] bigger = new long[ring.length * 2];
        int head = heads[id] * slot;
        System.arraycopy(ring, head, bigger, 0, ring.length - head);
        System.arraycopy(ring, 0, bigger, ring.length - head, head);
        rings[id] = bigger;
        heads[id] = 0;
        ringBytes += 8L * slots * slot;
        return bigger;
    }

    private void evict(int id) {
        long[] ring = rings[id];
        int slots = ring.length / slot;
        if (olds[id] == 0) {
            flip(id, ring, slots);
        }
        heads[id] = heads[id] + 1 == slots ? 0 : heads[id] + 1;
        olds[id]--;
        sizes[id]--;
    }

    private void flip(int id, long[] ring, int slots) {
        int position = heads[id] + sizes[id] - 1;
        int after = (position >= slots ? position - slots : position) * slot;
        for (int i = sizes[id] - 2; i >= 0; i--) {
            position = heads[id] + i;
            int at = (position >= slots ? position - slots : position) * slot;
            aggregate.merge(ring, at, ring, after);
            after = at;
        }
        olds[id] = sizes[id];
        aggregate.reset(young.chunk(id), young.at(id));
    }

    private void evictBefore(int id, long earliest) {
        while (sizes[id] > 0 && rings[id][heads[id] * slot + width] < earliest) {
            evict(id);
        }
    }

    private void result(int id, Vector.Writable out) {
        if (olds[id] == 0) {
            aggregate.result(young.chunk(id), young.at(id), out);
            return;
        }
        System.arraycopy(rings[id], heads[id] * slot, joined, 0, width);
        aggregate.merge(joined, 0, young.chunk(id), young.at(id));
        aggregate.result(joined, 0, out);
    }

    @Override
    public void write(int id, StateOutput out) {
        int size = sizes[id];
        out.writeNumber(size);
        out.writeNumber(olds[id]);
        out.writeLongs(young.chunk(id), young.at(id), young.at(id) + width);
        long[] ring = rings[id];
        int first = Math.min(size, ring.length / slot - heads[id]);
        out.writeLongs(ring, heads[id] * slot, (heads[id] + first) * slot);
        out.writeLongs(ring, 0, (size - first) * slot);
    }

    @Override
    public void read(int id, StateInput in) {
        ensureKeys(id + 1);
        int size = in.readCount();
        int slots = rings[id].length / slot;
        while (slots < size) {
            slots *= 2;
        }
        ringBytes += 8L * slots * slot - 8L * rings[id].length;
        rings[id] = new long[slots * slot];
        heads[id] = 0;
        sizes[id] = size;
        olds[id] = in.readCount();
        in.readLongs(young.chunk(id), young.at(id), young.at(id) + width);
        in.readLongs(rings[id], 0, size * slot);
    }

    @Override
    public void forget(int id) {
        heads[id] = 0;
        olds[id] = 0;
        sizes[id] = 0;
        aggregate.reset(young.chunk(id), young.at(id));
    }

    @Override
    public long bytes() {
        return ringBytes + young.bytes() + 20L * rings.length;
    }
}
