package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Frame;
import java.util.Arrays;
import java.util.List;

/**
 * A bounded frame of an aggregate that needs the values themselves: DISTINCT, and MIN and MAX of text. Each key has a
 * list of its frame's values; a row that leaves is taken back, which for these aggregates is exact.
 */
final class ListedFrame implements FrameFunction {
    private static final int NONE = -1;

    private final AggregateCall call;
    private final Frame frame;
    private final AggregateRows accumulators;
    private final BatchBuilder results;
    private final Vector.Writable[] values;
    private final Vector[] vectors;
    private final Rows single = new Rows();
    private long[] slotTimes = new long[64];
    private int[] next = new int[64];
    private boolean[] counted = new boolean[64];
    private int used;
    private int free = NONE;
    private int[] firsts = new int[16];
    private int[] lasts = new int[16];
    private int[] sizes = new int[16];
    private int keyLimit;

    ListedFrame(AggregateCall call, Frame frame) {
        this.call = call;
        this.frame = frame;
        int count = call.arguments().size();
        List<Integer> positions = count == 0 ? List.of() : List.of(0);
        AggregateCall stored = new AggregateCall(
                call.function(), positions, call.argumentTypes(), call.distinct(), -1, -1, call.type());
        accumulators = new AggregateRows(List.of(stored), true);
        results = new BatchBuilder(Schema.of(new Column("result", call.type())), 64);
        values = new Vector.Writable[] {
            Vector.create(count == 0 ? Type.BIGINT : call.argumentTypes().get(0), 64)
        };
        vectors = new Vector[] {values[0].vector()};
        single.reserve(1);
        single.rows = new int[1];
        single.count = 1;
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        int size = rows.size();
        for (int i = 0; i < size; i++) {
            ensureKey(ids[i]);
        }
        Vector argument = rows.column(call.arguments().get(0)).flat();
        results.clear();
        int from = 0;
        while (from < size) {
            int to = from;
            do {
                add(ids[to], argument, to, times[to], FrameFunction.passes(rows, call.filter(), to));
                to++;
            } while (!frame.rows() && to < size && times[to] == times[from]);
            for (int i = from; i < to; i++) {
                shrink(ids[i], times[i]);
                single.ids[0] = ids[i];
                accumulators.result(single.ids, 1, results, 0);
            }
            from = to;
        }
        out.append(results.column(0).vector(), 0, size);
    }

    private void ensureKey(int id) {
        if (id < keyLimit) {
            return;
        }
        if (id >= firsts.length) {
            int capacity = Math.max(id + 1, firsts.length * 2);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
        Arrays.fill(firsts, keyLimit, id + 1, NONE);
        keyLimit = id + 1;
        accumulators.ensure(keyLimit);
    }

    private void add(int id, Vector argument, int row, long time, boolean passes) {
        int slot = take(argument, row);
        slotTimes[slot] = time;
        next[slot] = NONE;
        counted[slot] = passes;
        if (firsts[id] == NONE) {
            firsts[id] = slot;
        } else {
            next[lasts[id]] = slot;
        }
        lasts[id] = slot;
        sizes[id]++;
        change(id, slot, 1);
    }

    private int take(Vector argument, int row) {
        if (free != NONE) {
            int slot = free;
            free = next[slot];
            values[0].set(slot, argument, row);
            return slot;
        }
        int slot = used++;
        if (slot == next.length) {
            next = Arrays.copyOf(next, slot * 2);
            slotTimes = Arrays.copyOf(slotTimes, slot * 2);
            counted = Arrays.copyOf(counted, slot * 2);
        }
        values[0].append(argument, row);
        return slot;
    }

    private void shrink(int id, long time) {
        while (frame.rows() ? sizes[id] > frame.preceding() + 1 : slotTimes[firsts[id]] < time - frame.preceding()) {
            int slot = firsts[id];
            firsts[id] = next[slot];
            sizes[id]--;
            change(id, slot, -1);
            next[slot] = free;
            free = slot;
        }
    }

    private void change(int id, int slot, long weight) {
        if (!counted[slot]) {
            return;
        }
        single.ids[0] = id;
        int[] rows = single.rows;
        if (rows != null) {
            rows[0] = 0;
        }
        Vector.Writable value = Vector.createLike(vectors[0], 1);
        value.append(vectors[0], slot);
        accumulators.add(new Batch(new Vector[] {value.vector()}, 1, new long[] {weight}), single);
    }

    @Override
    public long bytes() {
        return accumulators.bytes() + vectors[0].bytes() + 13L * next.length + 12L * firsts.length;
    }
}
