package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Frame;
import java.util.Arrays;

/**
 * The values that count in each key's frame, the oldest first: those that are not NULL and pass the call's FILTER. In
 * frames by rows each has its row's number in the key, in frames by time its row's time. Slots of values that have left
 * are used again.
 */
final class FrameValues {
    static final int NONE = -1;

    private final AggregateCall call;
    private final Frame frame;
    private final Vector.Writable values;
    private long[] positions = new long[64];
    private int[] next = new int[64];
    private int used;
    private int free = NONE;
    private int[] firsts = new int[16];
    private int[] lasts = new int[16];
    private long[] rowNumbers = new long[16];
    private int keyLimit;

    FrameValues(AggregateCall call, Frame frame) {
        this.call = call;
        this.frame = frame;
        values = Vector.create(call.argumentTypes().get(0), 64);
    }

    /** Makes all keys below {@code limit} usable. */
    void ensureKeys(int limit) {
        if (limit <= keyLimit) {
            return;
        }
        if (limit > firsts.length) {
            int capacity = Math.max(limit, firsts.length * 2);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            rowNumbers = Arrays.copyOf(rowNumbers, capacity);
        }
        Arrays.fill(firsts, keyLimit, limit, NONE);
        keyLimit = limit;
    }

    /** The column of a batch that has the values. */
    Vector argument(Batch rows) {
        return rows.column(call.arguments().get(0)).flat();
    }

    /** Takes a key's next row; returns the slot of its value, or {@link #NONE} when it does not count. */
    int add(Batch rows, Vector argument, int row, int id, long time) {
        long position = frame.rows() ? rowNumbers[id]++ : time;
        if (argument.isNull(row) || !FrameFunction.passes(rows, call.filter(), row)) {
            return NONE;
        }
        int slot = take(argument, row);
        positions[slot] = position;
        next[slot] = NONE;
        if (firsts[id] == NONE) {
            firsts[id] = slot;
        } else {
            next[lasts[id]] = slot;
        }
        lasts[id] = slot;
        return slot;
    }

    private int take(Vector argument, int row) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            values.set(slot, argument, row);
            return slot;
        }
        slot = used++;
        if (slot == next.length) {
            next = Arrays.copyOf(next, slot * 2);
            positions = Arrays.copyOf(positions, slot * 2);
        }
        values.append(argument, row);
        return slot;
    }

    /**
     * Takes the oldest value of a key out if the frame of the key's newest row does not have it.
     *
     * @param time the newest row's
     * @return where the value is until the next row is added, or {@link #NONE} when all values are in the frame
     */
    int leave(int id, long time) {
        int slot = firsts[id];
        long newest = frame.rows() ? rowNumbers[id] - 1 : time;
        if (slot == NONE || positions[slot] >= newest - frame.preceding()) {
            return NONE;
        }
        firsts[id] = next[slot];
        next[slot] = free;
        free = slot;
        return slot;
    }

    /** Where a key's oldest value is, or {@link #NONE}. */
    int first(int id) {
        return firsts[id];
    }

    /** Where a key's newest value is, or {@link #NONE}. */
    int last(int id) {
        return firsts[id] == NONE ? NONE : lasts[id];
    }

    /** The values, by slot. */
    Vector values() {
        return values.vector();
    }

    long bytes() {
        return values.vector().bytes() + 12L * next.length + 16L * firsts.length;
    }
}
