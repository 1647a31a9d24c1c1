package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.user.UserFunction;
import java.util.Arrays;

/**
 * The values that count in each key's frame, the oldest first: those that are not NULL (or any, for a function of a user) and pass the call's FILTER. In
 * frames by rows each has its row's number in the key, in frames by time its row's time. Slots of values that have left
 * are used again.
 */
final class FrameValues {
    static final int NONE = -1;

    private final AggregateCall call;
    private final Frame frame;
    /** Functions of users see NULL. */
    private final boolean takesNull;

    private final Vector.Writable[] values;
    private final LongVector sequence = new LongVector(64);
    private long taken;
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
        takesNull = UserFunction.isCode(call.function());
        values = new Vector.Writable[call.argumentTypes().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Vector.create(call.argumentTypes().get(i), 64);
        }
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

    /** The columns of a batch that have the values. */
    Vector[] arguments(Batch rows) {
        Vector[] arguments = new Vector[values.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = rows.column(call.arguments().get(i)).flat();
        }
        return arguments;
    }

    /** Takes a key's next row; returns the slot of its value, or {@link #NONE} when it does not count. */
    int add(Batch rows, Vector[] arguments, int row, int id, long time) {
        long position = frame.rows() ? rowNumbers[id]++ : time;
        boolean missing = !takesNull && arguments[0].isNull(row);
        if (missing || !FrameFunction.passes(rows, call.filter(), row)) {
            return NONE;
        }
        int slot = take(arguments, row);
        link(id, slot, position);
        return slot;
    }

    private void link(int id, int slot, long position) {
        positions[slot] = position;
        next[slot] = NONE;
        if (firsts[id] == NONE) {
            firsts[id] = slot;
        } else {
            next[lasts[id]] = slot;
        }
        lasts[id] = slot;
    }

    private int take(Vector[] arguments, int row) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            for (int i = 0; i < values.length; i++) {
                values[i].set(slot, arguments[i], row);
            }
            sequence.set(slot, taken++);
            return slot;
        }
        slot = used++;
        if (slot == next.length) {
            next = Arrays.copyOf(next, slot * 2);
            positions = Arrays.copyOf(positions, slot * 2);
        }
        for (int i = 0; i < values.length; i++) {
            values[i].append(arguments[i], row);
        }
        sequence.append(taken++);
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

    /** Writes the values of a key. */
    void write(int id, StateOutput out) {
        out.writeNumber(rowNumbers[id]);
        out.writeNumber(taken);
        for (int slot = firsts[id]; slot != NONE; slot = next[slot]) {
            out.writeBoolean(true);
            out.writeLong(positions[slot]);
            out.writeNumber(sequence.get(slot));
            for (Vector.Writable value : values) {
                out.writeValue(value.vector(), slot);
            }
        }
        out.writeBoolean(false);
    }

    /** Makes a key that has no values have those that {@link #write} wrote. */
    void read(int id, StateInput in) {
        ensureKeys(id + 1);
        rowNumbers[id] = in.readNumber();
        taken = Math.max(taken, in.readNumber());
        Vector[] row = new Vector[values.length];
        while (in.readBoolean()) {
            long position = in.readLong();
            long number = in.readNumber();
            for (int i = 0; i < row.length; i++) {
                Vector.Writable value = Vector.createLike(values[i].vector(), 1);
                in.readValue(value);
                row[i] = value.vector();
            }
            int slot = take(row, 0);
            sequence.set(slot, number);
            link(id, slot, position);
        }
    }

    /** Forgets all values of a key. */
    void forget(int id) {
        for (int slot = firsts[id]; slot != NONE; slot = firsts[id]) {
            firsts[id] = next[slot];
            next[slot] = free;
            free = slot;
        }
        rowNumbers[id] = 0;
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
        return values[0].vector();
    }

    /** What is kept of a slot as one row: the values of the arguments, then a number in the order of the rows. */
    Vector[] row(int slot) {
        Vector[] row = new Vector[values.length + 1];
        for (int i = 0; i <= values.length; i++) {
            Vector from = i < values.length ? values[i].vector() : sequence;
            Vector.Writable value = Vector.createLike(from, 1);
            value.append(from, slot);
            row[i] = value.vector();
        }
        return row;
    }

    long bytes() {
        long sum = sequence.bytes() + 12L * next.length + 16L * firsts.length;
        for (Vector.Writable column : values) {
            sum += column.vector().bytes();
        }
        return sum;
    }
}
