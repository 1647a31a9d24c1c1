package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.Arrays;

/**
 * LAG: the value so many rows before, in rows of equal time by their order. Keeps for each key the values of that many
 * rows; slots are used again as values leave.
 */
final class LagFrame implements FrameFunction {
    private static final int NONE = -1;

    private final AggregateCall call;
    private final long distance;
    private final Vector.Writable values;
    private int[] next = new int[64];
    private int free = NONE;
    private int[] firsts = new int[16];
    private int[] lasts = new int[16];
    private long[] counts = new long[16];

    LagFrame(AggregateCall call, long distance) {
        this.call = call;
        this.distance = distance;
        values = Vector.create(call.argumentTypes().get(0), 64);
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        Vector argument = rows.column(call.arguments().get(0)).flat();
        Vector otherwise = call.arguments().size() > 1
                ? rows.column(call.arguments().get(1)).flat()
                : null;
        for (int row = 0; row < rows.size(); row++) {
            int id = ids[row];
            ensure(id);
            if (distance == 0) {
                out.append(argument, row);
                continue;
            }
            if (counts[id] < distance) {
                if (otherwise == null) {
                    out.appendNull();
                } else {
                    out.append(otherwise, row);
                }
                add(id, argument, row);
            } else {
                out.append(values.vector(), firsts[id]);
                replace(id, argument, row);
            }
        }
    }

    private void ensure(int id) {
        if (id >= firsts.length) {
            int capacity = Math.max(id + 1, firsts.length * 2);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    private void add(int id, Vector argument, int row) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            values.set(slot, argument, row);
        } else {
            slot = values.vector().size();
            if (slot == next.length) {
                next = Arrays.copyOf(next, slot * 2);
            }
            values.append(argument, row);
        }
        if (counts[id]++ == 0) {
            firsts[id] = slot;
        } else {
            next[lasts[id]] = slot;
        }
        next[slot] = NONE;
        lasts[id] = slot;
    }

    /** The oldest value leaves, and its slot becomes that of the newest. */
    private void replace(int id, Vector argument, int row) {
        int slot = firsts[id];
        values.set(slot, argument, row);
        if (distance > 1) {
            firsts[id] = next[slot];
            next[lasts[id]] = slot;
            next[slot] = NONE;
            lasts[id] = slot;
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeNumber(counts[id]);
        int slot = firsts[id];
        for (long left = counts[id]; left > 0; left--) {
            out.writeValue(values.vector(), slot);
            slot = next[slot];
        }
    }

    @Override
    public void read(int id, StateInput in) {
        ensure(id);
        Vector.Writable one = Vector.createLike(values.vector(), 1);
        for (long left = in.readNumber(); left > 0; left--) {
            one.clear();
            in.readValue(one);
            add(id, one.vector(), 0);
        }
    }

    @Override
    public void forget(int id) {
        int slot = firsts[id];
        for (long left = counts[id]; left > 0; left--) {
            int following = next[slot];
            next[slot] = free;
            free = slot;
            slot = following;
        }
        counts[id] = 0;
    }

    @Override
    public long bytes() {
        return values.vector().bytes() + 4L * next.length + 16L * firsts.length;
    }
}
