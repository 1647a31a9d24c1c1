package io.millrace.engine.window;

import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The open sessions of each key. A session is [first row, last row + gap); rows that touch it extend it, and sessions
 * that touch become one. A session that is over never takes another row. Keeps a few words a session until it is over.
 */
final class Sessions {
    private static final int NONE = -1;

    private final long gap;
    private final Merger merger;
    /** The first session of each key, by key id, plus one. */
    private int[] heads = new int[16];

    private int[] next = new int[16];
    private int[] owners = new int[16];
    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private boolean[] open = new boolean[16];
    /** Which session came first: newer ones come before older ones in the list of their key. */
    private long[] births = new long[16];

    private long born;
    private Marks marks = Marks.OFF;
    private int[] free = new int[8];
    private int freeCount;
    private int used;
    private int openCount;
    private long[] heapEnds = new long[16];
    private int[] heapIds = new int[16];
    private int heapSize;

    /** Is told when a session becomes part of another. */
    interface Merger {
        void merge(int into, int from);
    }

    Sessions(long gap, Merger merger) {
        this.gap = gap;
        this.merger = merger;
    }

    /** Has checkpoints told of what changes: to be said before there are sessions. */
    void mark(Marks newMarks) {
        marks = newMarks;
    }

    /** Whether checkpoints are made. */
    boolean isMarked() {
        return marks.isOn();
    }

    /** Writes all that is known of a session but its key. */
    void write(int session, StateOutput out) {
        out.writeLong(starts[session]);
        out.writeLong(ends[session]);
        out.writeNumber(births[session]);
    }

    /** Makes a session that {@link #write} wrote; returns its id. */
    int read(int key, StateInput in) {
        reserveKey(key);
        int id = take(key, in.readLong(), in.readLong(), in.readNumber());
        int before = NONE;
        int after = heads[key] - 1;
        while (after != NONE && births[after] > births[id]) {
            before = after;
            after = next[after];
        }
        next[id] = after;
        if (before == NONE) {
            heads[key] = id + 1;
        } else {
            next[before] = id;
        }
        return id;
    }

    private void reserveKey(int key) {
        if (key >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(key + 1, heads.length * 2));
        }
    }

    /**
     * The session of a row, made or extended as needed, or -1 when the row is too late.
     *
     * @param seen the watermark that counts for the row
     */
    int locate(int key, long time, long seen) {
        reserveKey(key);
        int target = NONE;
        int session = heads[key] - 1;
        while (session != NONE) {
            int following = next[session];
            boolean touches = starts[session] <= time + gap && time <= ends[session];
            if (touches && !Slicing.isOver(ends[session], seen)) {
                if (target == NONE) {
                    target = session;
                    marks.touch(target);
                    starts[target] = Math.min(starts[target], time);
                    ends[target] = Math.max(ends[target], time + gap);
                } else {
                    starts[target] = Math.min(starts[target], starts[session]);
                    ends[target] = Math.max(ends[target], ends[session]);
                    merger.merge(target, session);
                    unlink(session);
                }
            }
            session = following;
        }
        if (target == NONE) {
            if (Slicing.isOver(time + gap, seen)) {
                return NONE;
            }
            target = take(key, time, time + gap, born);
            next[target] = heads[key] - 1;
            heads[key] = target + 1;
        }
        return target;
    }

    private int take(int key, long start, long end, long birth) {
        int id = freeCount > 0 ? free[--freeCount] : used++;
        if (id == starts.length) {
            int capacity = id * 2;
            next = Arrays.copyOf(next, capacity);
            owners = Arrays.copyOf(owners, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            open = Arrays.copyOf(open, capacity);
            births = Arrays.copyOf(births, capacity);
        }
        marks.touch(id);
        starts[id] = start;
        ends[id] = end;
        owners[id] = key;
        open[id] = true;
        births[id] = birth;
        born = Math.max(born, birth + 1);
        openCount++;
        push(ends[id], id);
        return id;
    }

    private void unlink(int session) {
        marks.remove(session);
        int key = owners[session];
        int at = heads[key] - 1;
        if (at == session) {
            heads[key] = next[session] + 1;
        } else {
            while (next[at] != session) {
                at = next[at];
            }
            next[at] = next[session];
        }
        open[session] = false;
        openCount--;
    }

    /** A session that is over, the one that ends first; it is open until {@link #close}. Or -1 when there is none. */
    int firstOver(long watermark) {
        int first = first();
        return first != NONE && Slicing.isOver(ends[first], watermark) ? first : NONE;
    }

    /** The open session that ends first, or -1 when there is none. */
    int first() {
        while (heapSize > 0) {
            int id = heapIds[0];
            if (!open[id]) {
                pop();
                release(id);
            } else if (ends[id] > heapEnds[0]) {
                pop();
                push(ends[id], id);
            } else {
                return id;
            }
        }
        return NONE;
    }

    /** Forgets a session that {@link #firstOver} gave. */
    void close(int session) {
        pop();
        unlink(session);
        release(session);
    }

    /** Whether a key has open sessions. */
    boolean hasSessions(int key) {
        return key < heads.length && heads[key] != 0;
    }

    /** Shows every open session. */
    void forEachOpen(IntConsumer visitor) {
        for (int id = 0; id < used; id++) {
            if (open[id]) {
                visitor.accept(id);
            }
        }
    }

    private void release(int id) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = id;
    }

    long start(int session) {
        return starts[session];
    }

    long end(int session) {
        return ends[session];
    }

    /** The session of a key with a {@link #birth}; it must be open. */
    int find(int key, long birth) {
        int session = heads[key] - 1;
        while (births[session] != birth) {
            session = next[session];
        }
        return session;
    }

    /** What tells the sessions of a key apart, also after a restart. */
    long birth(int session) {
        return births[session];
    }

    int key(int session) {
        return owners[session];
    }

    /** All session ids are below this. */
    int limit() {
        return used;
    }

    int size() {
        return openCount;
    }

    long bytes() {
        return 4L * heads.length + 33L * starts.length + 12L * heapEnds.length;
    }

    private void push(long end, int id) {
        if (heapSize == heapEnds.length) {
            heapEnds = Arrays.copyOf(heapEnds, heapSize * 2);
            heapIds = Arrays.copyOf(heapIds, heapSize * 2);
        }
        int at = heapSize++;
        while (at > 0 && heapEnds[(at - 1) / 2] > end) {
            heapEnds[at] = heapEnds[(at - 1) / 2];
            heapIds[at] = heapIds[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heapEnds[at] = end;
        heapIds[at] = id;
    }

    private void pop() {
        long end = heapEnds[--heapSize];
        int id = heapIds[heapSize];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heapSize) {
                break;
            }
            if (child + 1 < heapSize && heapEnds[child + 1] < heapEnds[child]) {
                child++;
            }
            if (heapEnds[child] >= end) {
                break;
            }
            heapEnds[at] = heapEnds[child];
            heapIds[at] = heapIds[child];
            at = child;
        }
        if (heapSize > 0) {
            heapEnds[at] = end;
            heapIds[at] = id;
        }
    }
}
