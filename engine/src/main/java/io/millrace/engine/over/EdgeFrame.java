package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Frame;
import java.util.Arrays;

/**
 * FIRST_VALUE and LAST_VALUE over a bounded frame: the first or last value in it that is not NULL. Each key keeps a list
 * of its frame's values that are not NULL; for frames by rows each with its row's number in the key.
 */
final class EdgeFrame implements FrameFunction {
    private static final int NONE = -1;

    private final AggregateCall call;
    private final Frame frame;
    private final boolean last;
    private final Vector.Writable values;
    /** The row's number in its key, or its time. */
    private long[] positions = new long[64];

    private int[] next = new int[64];
    private int used;
    private int free = NONE;
    private int[] firsts = new int[16];
    private int[] lasts = new int[16];
    private long[] rowNumbers = new long[16];
    private int keyLimit;

    EdgeFrame(AggregateCall call, Frame frame, boolean last) {
        this.call = call;
        this.frame = frame;
        this.last = last;
        values = Vector.create(call.argumentTypes().get(0), 64);
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        int size = rows.size();
        Vector argument = rows.column(call.arguments().get(0)).flat();
        int from = 0;
        while (from < size) {
            int to = from;
            do {
                ensureKey(ids[to]);
                long position = frame.rows() ? rowNumbers[ids[to]]++ : times[to];
                if (!argument.isNull(to) && FrameFunction.passes(rows, call.filter(), to)) {
                    add(ids[to], argument, to, position);
                }
                to++;
            } while (!frame.rows() && to < size && times[to] == times[from]);
            for (int i = from; i < to; i++) {
                long now = frame.rows() ? rowNumbers[ids[i]] - 1 : times[i];
                shrink(ids[i], now - frame.preceding());
                int slot = last && firsts[ids[i]] != NONE ? lasts[ids[i]] : firsts[ids[i]];
                if (slot == NONE) {
                    out.appendNull();
                } else {
                    out.append(values.vector(), slot);
                }
            }
            from = to;
        }
    }

    private void ensureKey(int id) {
        if (id < keyLimit) {
            return;
        }
        if (id >= firsts.length) {
            int capacity = Math.max(id + 1, firsts.length * 2);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            rowNumbers = Arrays.copyOf(rowNumbers, capacity);
        }
        Arrays.fill(firsts, keyLimit, id + 1, NONE);
        keyLimit = id + 1;
    }

    private void add(int id, Vector argument, int row, long position) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            values.set(slot, argument, row);
        } else {
            slot = used++;
            if (slot == next.length) {
                next = Arrays.copyOf(next, slot * 2);
                positions = Arrays.copyOf(positions, slot * 2);
            }
            values.append(argument, row);
        }
        positions[slot] = position;
        next[slot] = NONE;
        if (firsts[id] == NONE) {
            firsts[id] = slot;
        } else {
            next[lasts[id]] = slot;
        }
        lasts[id] = slot;
    }

    private void shrink(int id, long earliest) {
        while (firsts[id] != NONE && positions[firsts[id]] < earliest) {
            int slot = firsts[id];
            firsts[id] = next[slot];
            next[slot] = free;
            free = slot;
        }
    }

    @Override
    public long bytes() {
        return values.vector().bytes() + 12L * next.length + 16L * firsts.length;
    }
}
