package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of keyed rows, and what becomes of late ones.
 *
 * <p>A row that is ahead of the watermark takes its session at once: such rows only ever extend what is open, whatever
 * their order. A marked row, at or behind the watermark just before it or next to it, may find its session over, and
 * may have been needed to keep another alive. Marked rows wait for the end of their epoch, and then count in the order of
 * the watermarks they saw and of their ordinals. So sessions depend neither on batches nor on who was read first.
 */
final class KeyedSessions implements Entries {
    private static final int NONE = -1;

    private final Columns columns;
    private final int[] keyColumns;
    private final long gap;
    private final WindowClock clock;
    private final KeyIndex keys;
    private final Sessions sessions;
    private final Schema input;
    private BatchBuilder waiting;
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows lateRows;

    private int[] keyIds = new int[0];
    private int[] sessionOf = new int[0];
    private int[] mergedInto = new int[16];
    private int[] mergedFrom = new int[16];
    private int mergeCount;
    private int[] unused = new int[16];
    private int unusedCount;

    /**
     * Which columns of the input matter.
     *
     * @param late the hidden late column, or -1
     */
    record Columns(int time, int late, List<Integer> keys) {}

    KeyedSessions(long gap, Columns columns, Schema input, WindowClock clock) {
        this.gap = gap;
        this.columns = columns;
        this.input = input;
        this.clock = clock;
        keyColumns = columns.keys().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(columns.keys().stream().map(input::type).toList());
        sessions = new Sessions(gap, this::rememberMerge);
        waiting = new BatchBuilder(input, 16);
    }

    /**
     * Takes the one who takes rows that come too late, and has sessions survive a restart.
     *
     * @param entries of the sessions by their ids, to be written with {@link #write}
     */
    void open(OperatorContext context, Entries entries) {
        lateRows = context.lateRows();
        Marks marks = context.states().keep("sessions", entries);
        sessions.mark(marks);
        context.states().keepWhole("watermark", new Judging());
    }

    /** The key group of a session. */
    @Override
    public int group(int session) {
        return keys.group(sessions.key(session));
    }

    /** Writes a session. */
    @Override
    public void write(int session, StateOutput out) {
        keys.write(sessions.key(session), out);
        sessions.write(session, out);
    }

    /** Makes a session that {@link #write} wrote; returns its id. */
    int readSession(StateInput in) {
        return sessions.read(keys.read(in), in);
    }

    /** The open session of a row that has been read back; {@code rowKeys} are the key's columns in its batch. */
    int find(Batch rows, int[] rowKeys, int row, long birth) {
        int[] key = new int[1];
        keys.lookup(rows, rowKeys, new int[] {row}, 1, key);
        return sessions.find(key[0], birth);
    }

    @Override
    public void read(StateInput in) {
        readSession(in);
    }

    /** The watermark by which rows without a mark are judged. */
    private final class Judging implements Whole {
        @Override
        public void write(StateOutput out) {
            out.writeLong(watermark);
        }

        @Override
        public void read(StateInput in) {
            watermark = Math.max(watermark, in.readLong());
        }
    }

    /** The open sessions; to be closed only with {@link #close}. */
    Sessions sessions() {
        return sessions;
    }

    /**
     * Finds the sessions of a batch's rows; afterwards {@link #sessionOf} tells them and {@link #mergeCount} counts the
     * merges. No session of this batch is a session that has become part of another before.
     */
    void locate(Batch batch) {
        LongVector times = begin(batch);
        BytesVector marks = LateMarker.marks(batch, columns.late());
        for (int i = 0; i < batch.size(); i++) {
            int session = NONE;
            boolean waits = false;
            if (!times.isNull(i)) {
                waits = marks != null && !marks.isNull(i);
                if (waits) {
                    waiting.append(batch, i);
                } else {
                    session = sessions.locate(keyIds[i], times.get(i), watermark);
                    if (session == NONE && lateRows != null) {
                        lateRows.count();
                    }
                }
            }
            end(i, session);
        }
        forgetUnused();
    }

    /** Finds the sessions of the rows that waited for the end of the epoch, as {@link #locate}; null when none did. */
    @Nullable Batch locateWaiting() {
        if (waiting.size() == 0) {
            return null;
        }
        Batch batch = inOrder(waiting);
        waiting = new BatchBuilder(input, 16);
        LongVector times = begin(batch);
        BytesVector marks = batch.bytes(columns.late());
        for (int i = 0; i < batch.size(); i++) {
            long time = times.get(i);
            int offset = marks.offset(i);
            int session = sessions.locate(keyIds[i], time, clock.seen(watermark, marks, i));
            if (session == NONE && lateRows != null) {
                lateRows.add(marks.data(), offset, marks.length(i), time, time + gap);
            }
            end(i, session);
        }
        forgetUnused();
        return batch;
    }

    private LongVector begin(Batch batch) {
        int size = batch.size();
        if (keyIds.length < size) {
            keyIds = new int[size];
            sessionOf = new int[size];
        }
        mergeCount = 0;
        keys.lookup(batch, keyColumns, null, size, keyIds);
        return clock.local(batch.longs(columns.time()));
    }

    private void end(int row, int session) {
        sessionOf[row] = session;
        if (session == NONE && !sessions.hasSessions(keyIds[row])) {
            addUnused(keyIds[row]);
        }
    }

    /** By the watermark just before each row, then by ordinal. */
    private Batch inOrder(BatchBuilder rows) {
        Batch batch = rows.build();
        BytesVector marks = batch.bytes(columns.late());
        int size = batch.size();
        long[] seen = new long[size];
        long[] ordinals = new long[size];
        boolean sorted = true;
        for (int i = 0; i < size; i++) {
            seen[i] = LateMarker.watermark(marks.data(), marks.offset(i));
            ordinals[i] = LateMarker.ordinal(marks.data(), marks.offset(i));
            sorted &= i == 0 || seen[i - 1] < seen[i] || seen[i - 1] == seen[i] && ordinals[i - 1] <= ordinals[i];
        }
        if (sorted) {
            return batch;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> {
            int bySeen = Long.compare(seen[a], seen[b]);
            return bySeen != 0 ? bySeen : Long.compare(ordinals[a], ordinals[b]);
        });
        return batch.select(Arrays.stream(order).mapToInt(Integer::intValue).toArray(), size);
    }

    private void rememberMerge(int into, int from) {
        if (mergeCount == mergedInto.length) {
            mergedInto = Arrays.copyOf(mergedInto, mergeCount * 2);
            mergedFrom = Arrays.copyOf(mergedFrom, mergeCount * 2);
        }
        mergedInto[mergeCount] = into;
        mergedFrom[mergeCount++] = from;
    }

    /** The session of each row of the batch located last, or -1; shared, good until the next one. */
    int[] sessionOf() {
        return sessionOf;
    }

    /** How many sessions became part of others, to be taken in this order once all rows are where they belong. */
    int mergeCount() {
        return mergeCount;
    }

    int mergedInto(int merge) {
        return mergedInto[merge];
    }

    int mergedFrom(int merge) {
        return mergedFrom[merge];
    }

    /** The local time at or before which all sessions end now. */
    long now(long newWatermark) {
        return clock.watermark(newWatermark);
    }

    /** Ends the epoch: rows without a mark are judged by this from now on. */
    void endEpoch(long now) {
        watermark = Math.max(watermark, now);
    }

    /** Forgets a session that is over; its key is kept until {@link #forgetUnused}. */
    void close(int session) {
        int key = sessions.key(session);
        sessions.close(session);
        if (!sessions.hasSessions(key)) {
            addUnused(key);
        }
    }

    private void addUnused(int key) {
        if (unusedCount == unused.length) {
            unused = Arrays.copyOf(unused, unusedCount * 2);
        }
        unused[unusedCount++] = key;
    }

    /** Forgets the keys that have no session left. */
    void forgetUnused() {
        Arrays.sort(unused, 0, unusedCount);
        for (int i = 0; i < unusedCount; i++) {
            boolean repeated = i > 0 && unused[i] == unused[i - 1];
            if (!repeated && !sessions.hasSessions(unused[i])) {
                keys.remove(unused[i]);
            }
        }
        unusedCount = 0;
    }

    /** The values of one key column, by key id. */
    Vector key(int column) {
        return keys.key(column);
    }

    long windowTime(int session) {
        return clock.windowTime(sessions.end(session));
    }

    /**
     * What waits for the first open session to be over.
     *
     * @param count how many sessions, or rows of theirs
     */
    Waiting waiting(long count) {
        int first = sessions.first();
        return first == NONE ? Waiting.NOTHING : clock.waiting(count, sessions.start(first), sessions.end(first));
    }

    long bytes() {
        return sessions.bytes() + keys.bytes() + waiting.bytes();
    }
}
