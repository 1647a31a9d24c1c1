package io.millrace.engine.aggregate;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;

/**
 * Aggregates by key over a window that slides by slices, amortised O(1) a key and window however many slices it has, and
 * never subtracting. Each key has a list of parts, one for each slice that has rows of it, the oldest first: two stacks
 * in one. The older parts hold suffix sums, up to the newest of them; the younger ones hold their slice alone, and have
 * their sum kept beside them. When the older parts run out, the younger become suffix sums in place.
 *
 * <p>A window is made by {@link #add} for all that comes new to it, {@link #begin}, and {@link #append} until that
 * says there is no more. One thread at a time.
 */
public final class SlidingTable implements State, Entries {
    private static final int NONE = -1;
    /** No call handles more keys. */
    private static final int MOST_KEYS = 4096;
    /** A call that has merged so many parts stops. */
    private static final int MANY_MERGES = 8192;

    private final KeyIndex index;
    private final int[] ownKeyColumns;
    private final boolean changing;
    private final Parts parts = new Parts();
    private final AggregateRows accumulators;
    private final AggregateRows young;
    private final AggregateRows joined;

    private int[] firsts = new int[64];
    private int[] lasts = new int[64];
    /** The newest part that is a suffix sum. */
    private int[] lastSums = new int[64];

    private Marks marks = Marks.OFF;
    private int keyLimit;
    private int[] live = new int[64];
    private int liveCount;
    private int cursor;
    private int kept;

    private final int[] given = new int[MOST_KEYS];
    private final int[] ids = new int[MOST_KEYS];
    private final int[] begun = new int[MOST_KEYS];
    private int[] chain = new int[64];
    private final Pairs copies = new Pairs();
    private final Pairs fresh = new Pairs();
    private final Pairs merges = new Pairs();
    private final Pairs added = new Pairs();

    /**
     * @param changing whether rows may be taken back
     */
    public SlidingTable(List<Type> keyTypes, List<AggregateCall> calls, boolean changing) {
        this.index = new KeyIndex(keyTypes);
        this.changing = changing;
        this.accumulators = new AggregateRows(calls, changing);
        this.young = new AggregateRows(calls, changing);
        this.joined = new AggregateRows(calls, changing);
        joined.ensure(MOST_KEYS);
        ownKeyColumns = new int[keyTypes.size()];
        Arrays.setAll(ownKeyColumns, i -> i);
    }

    /** Whether these calls keep so little for a key that a copy for each slice does no harm. */
    public static boolean suits(List<AggregateCall> calls, boolean changing) {
        return new AggregateRows(calls, changing).isCompact();
    }

    /**
     * Adds what a slice holds for some keys. Slices mostly come in the order of time; one that is older than others of
     * the key costs a merge for each of the key's suffix sums that contain it.
     *
     * @param source a table of the same keys and calls, nothing removed from it
     * @param from the first id in {@code source} to add
     * @return the first id that was not added; the source's limit when all were
     */
    public int add(AggregateTable source, int from, long slice) {
        int count = Math.min(MOST_KEYS, source.limit() - from);
        for (int i = 0; i < count; i++) {
            given[i] = from + i;
        }
        index.lookup(source.index().keys(), ownKeyColumns, ownKeyColumns.length == 0 ? null : given, count, ids);
        marks.touch(ids, count);
        ensureKeys();
        clear();
        int done = 0;
        while (done < count && merges.count < MANY_MERGES) {
            int id = ids[done];
            int last = lasts[id];
            if (last == NONE || parts.slice(last) < slice) {
                append(id, from + done, slice);
            } else {
                insert(id, from + done, slice);
            }
            done++;
        }
        forgetUnused(done, count);
        accumulators.ensure(parts.limit());
        accumulators.copy(copies.into, accumulators, copies.from, copies.count);
        accumulators.copy(fresh.into, source.accumulators(), fresh.from, fresh.count);
        accumulators.merge(merges.into, source.accumulators(), merges.from, merges.count);
        young.merge(added.into, source.accumulators(), added.from, added.count);
        return from + done;
    }

    private void clear() {
        copies.count = 0;
        fresh.count = 0;
        merges.count = 0;
        added.count = 0;
    }

    private void ensureKeys() {
        int limit = index.limit();
        if (limit <= keyLimit) {
            return;
        }
        if (limit > firsts.length) {
            int capacity = Math.max(limit, firsts.length * 2);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            lastSums = Arrays.copyOf(lastSums, capacity);
            live = Arrays.copyOf(live, capacity);
        }
        Arrays.fill(firsts, keyLimit, limit, NONE);
        Arrays.fill(lasts, keyLimit, limit, NONE);
        Arrays.fill(lastSums, keyLimit, limit, NONE);
        young.ensure(limit);
        keyLimit = limit;
    }

    /** Keys that were looked up for nothing are looked up again, and must not stay should that never happen. */
    private void forgetUnused(int from, int to) {
        for (int i = from; i < to; i++) {
            if (firsts[ids[i]] == NONE) {
                marks.remove(ids[i]);
                index.remove(ids[i]);
            }
        }
    }

    private void append(int id, int source, long slice) {
        int part = parts.take(slice, NONE);
        if (firsts[id] == NONE) {
            firsts[id] = part;
            live[liveCount++] = id;
        } else {
            parts.link(lasts[id], part);
        }
        lasts[id] = part;
        fresh.add(part, source);
        added.add(id, source);
    }

    /** Adds to a slice that is not newer than all others of the key. */
    private void insert(int id, int source, long slice) {
        boolean summed = lastSums[id] != NONE && slice <= parts.slice(lastSums[id]);
        int before = summed ? NONE : lastSums[id];
        int part = before == NONE ? firsts[id] : parts.next(before);
        while (parts.slice(part) < slice) {
            if (summed) {
                merges.add(part, source);
            }
            before = part;
            part = parts.next(part);
        }
        if (!summed) {
            added.add(id, source);
        }
        if (parts.slice(part) == slice) {
            merges.add(part, source);
            return;
        }
        int inserted = parts.take(slice, part);
        if (before == NONE) {
            firsts[id] = inserted;
        } else {
            parts.link(before, inserted);
        }
        if (summed) {
            copies.add(inserted, part);
            merges.add(inserted, source);
        } else {
            fresh.add(inserted, source);
        }
    }

    /** The window has all it gets. */
    public void begin() {
        cursor = 0;
        kept = 0;
    }

    /**
     * Appends the keys and results of some keys, and ends their rows.
     *
     * @param keepFrom older slices are in no later window
     * @return whether there are more
     */
    public boolean append(long keepFrom, BatchBuilder out) {
        clear();
        int count = 0;
        int resetCount = 0;
        while (cursor < liveCount && count < MOST_KEYS && merges.count < MANY_MERGES) {
            int id = live[cursor++];
            marks.touch(id);
            ids[count] = id;
            if (lastSums[id] == NONE) {
                fresh.add(count, id);
            } else {
                copies.add(count, firsts[id]);
                if (lastSums[id] != lasts[id]) {
                    added.add(count, id);
                }
            }
            count++;
            boolean anew = evict(id, keepFrom);
            if (firsts[id] != NONE) {
                live[kept++] = id;
            }
            if (anew) {
                begun[resetCount++] = id;
            }
        }
        joined.copy(fresh.into, young, fresh.from, fresh.count);
        joined.copy(copies.into, accumulators, copies.from, copies.count);
        joined.merge(added.into, young, added.from, added.count);
        emit(count, out);
        accumulators.merge(merges.into, accumulators, merges.from, merges.count);
        for (int i = 0; i < resetCount; i++) {
            young.reset(begun[i], begun[i] + 1);
            if (firsts[begun[i]] == NONE) {
                marks.remove(begun[i]);
                index.remove(begun[i]);
            }
        }
        if (cursor < liveCount) {
            return true;
        }
        liveCount = kept;
        return false;
    }

    private void emit(int count, BatchBuilder out) {
        int[] rows = index.identity(count);
        int some = count;
        if (changing) {
            long[] rowCounts = joined.rowCounts(rows, count);
            some = 0;
            for (int i = 0; i < count; i++) {
                if (rowCounts[i] > 0) {
                    ids[some] = ids[i];
                    given[some++] = i;
                }
            }
            rows = given;
        }
        for (int c = 0; c < ownKeyColumns.length; c++) {
            out.column(c).append(index.key(c), ids, 0, some);
        }
        joined.result(rows, some, out, ownKeyColumns.length);
        out.endRows(some);
    }

    /** Gives up the parts before a slice; returns whether the sum of the younger parts begins anew. */
    private boolean evict(int id, long keepFrom) {
        int part = firsts[id];
        int lastSum = lastSums[id];
        boolean youngGone = false;
        while (part != NONE && parts.slice(part) < keepFrom) {
            int next = parts.next(part);
            parts.give(part);
            youngGone |= lastSum == NONE;
            lastSum = part == lastSum ? NONE : lastSum;
            part = next;
        }
        firsts[id] = part;
        lastSums[id] = lastSum;
        if (part == NONE) {
            lasts[id] = NONE;
            return true;
        }
        if (youngGone) {
            flip(id);
        }
        return youngGone;
    }

    /** Makes suffix sums of all parts of a key. */
    private void flip(int id) {
        int length = 0;
        for (int part = firsts[id]; part != NONE; part = parts.next(part)) {
            if (length == chain.length) {
                chain = Arrays.copyOf(chain, length * 2);
            }
            chain[length++] = part;
        }
        for (int i = length - 2; i >= 0; i--) {
            merges.add(chain[i], chain[i + 1]);
        }
        lastSums[id] = lasts[id];
    }

    /** Has checkpoints write what is kept: to be said before anything is. */
    public void mark(Marks newMarks) {
        marks = newMarks;
    }

    @Override
    public int group(int id) {
        return index.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        index.write(id, out);
        for (int part = firsts[id]; part != NONE; part = parts.next(part)) {
            out.writeBoolean(true);
            out.writeLong(parts.slice(part));
            out.writeBoolean(part == lastSums[id]);
            accumulators.write(part, out);
        }
        out.writeBoolean(false);
        young.write(id, out);
    }

    @Override
    public void read(StateInput in) {
        int id = index.read(in);
        marks.touch(id);
        ensureKeys();
        live[liveCount++] = id;
        while (in.readBoolean()) {
            int part = parts.take(in.readLong(), NONE);
            if (firsts[id] == NONE) {
                firsts[id] = part;
            } else {
                parts.link(lasts[id], part);
            }
            lasts[id] = part;
            if (in.readBoolean()) {
                lastSums[id] = part;
            }
            accumulators.ensure(parts.limit());
            accumulators.reset(part, part + 1);
            accumulators.read(part, in);
        }
        young.read(id, in);
    }

    /** Whether there is nothing for a later window. */
    public boolean isEmpty() {
        return liveCount == 0;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return index.bytes()
                + accumulators.bytes()
                + young.bytes()
                + joined.bytes()
                + parts.bytes()
                + 16L * live.length;
    }

    @Override
    public long rows() {
        return index.size();
    }
}
