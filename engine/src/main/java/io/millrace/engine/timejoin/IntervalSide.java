package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.RowGroups;
import io.millrace.engine.table.RowStore;
import io.millrace.engine.window.EndQueue;
import java.util.Arrays;

/** The rows of one input of an interval join: by key and time until they are over. One thread at a time. */
final class IntervalSide implements Entries {
    /** How long after one of its rows the last partner may be, in microseconds. */
    final long after;

    /** Whether rows that meet nothing are emitted. */
    final boolean kept;

    private final RowStore rows;
    private final TimeLists lists = new TimeLists();
    /** The key of each row, by the row's time. */
    private final EndQueue over = new EndQueue();

    private boolean[] matched = new boolean[16];
    private long[] times = new long[16];
    private long[] seen = new long[16];
    private int[] fresh = new int[16];
    private int[] freshKeys = new int[16];
    private int freshCount;
    private int[] ids = new int[16];
    private long held;
    private long unmatched;
    private final KeyIndex keys;
    private final int[] keyColumns;
    private final RowGroups groups;
    private final BatchBuilder one;
    private Marks marks = Marks.OFF;

    /**
     * @param keys the keys of both sides
     * @param keyColumns where they are among the columns
     */
    IntervalSide(Schema schema, long after, boolean kept, KeyIndex keys, int[] keyColumns) {
        this.after = after;
        this.kept = kept;
        this.keys = keys;
        this.keyColumns = keyColumns;
        rows = new RowStore(schema);
        groups = new RowGroups(keyColumns);
        one = new BatchBuilder(schema, 1);
    }

    /** Has the rows survive a restart. */
    void keep(OperatorStates states, String name) {
        marks = states.keep(name, this);
    }

    @Override
    public int group(int id) {
        return groups.group(rows.columns(), id);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeRow(rows.columns(), id);
        out.writeLong(times[id]);
        out.writeLong(seen[id]);
        out.writeBoolean(matched[id]);
    }

    @Override
    public void read(StateInput in) {
        one.clear();
        for (int c = 0; c < rows.columns().length; c++) {
            in.readValue(one.column(c));
        }
        one.endRow();
        int[] first = new int[1];
        int[] key = new int[1];
        int[] row = new int[1];
        keys.lookup(one.build(), keyColumns, first, 1, key);
        rows.add(one.build(), first, 1, row);
        reserve(0, rows.limit());
        marks.touch(row[0]);
        times[row[0]] = in.readLong();
        seen[row[0]] = in.readLong();
        matched[row[0]] = in.readBoolean();
        lists.add(key[0], row[0], times[row[0]]);
        over.add(times[row[0]], key[0]);
        held++;
        unmatched += matched[row[0]] ? 0 : 1;
    }

    /**
     * Takes rows of the open epoch; they are in no list yet.
     *
     * @param chosen which rows of the batch
     * @param keys the key of each chosen row
     * @param arrivals has looked at the batch
     */
    void take(Batch batch, int[] chosen, int count, int[] keys, Arrivals arrivals) {
        if (ids.length < count) {
            ids = new int[count];
        }
        rows.add(batch, chosen, count, ids);
        marks.touch(ids, count);
        reserve(freshCount + count, rows.limit());
        System.arraycopy(ids, 0, fresh, freshCount, count);
        System.arraycopy(keys, 0, freshKeys, freshCount, count);
        for (int i = 0; i < count; i++) {
            times[ids[i]] = arrivals.time(chosen[i]);
            seen[ids[i]] = arrivals.watermark(chosen[i]);
            matched[ids[i]] = false;
        }
        freshCount += count;
        held += count;
        unmatched += count;
    }

    private void reserve(int freshLimit, int rowLimit) {
        if (freshLimit > fresh.length) {
            int capacity = Math.max(freshLimit, fresh.length * 2);
            fresh = Arrays.copyOf(fresh, capacity);
            freshKeys = Arrays.copyOf(freshKeys, capacity);
        }
        if (rowLimit > seen.length) {
            int capacity = Math.max(rowLimit, seen.length * 2);
            times = Arrays.copyOf(times, capacity);
            seen = Arrays.copyOf(seen, capacity);
            matched = Arrays.copyOf(matched, capacity);
        }
    }

    int freshCount() {
        return freshCount;
    }

    int fresh(int number) {
        return fresh[number];
    }

    int freshKey(int number) {
        return freshKeys[number];
    }

    /** Puts a row of the open epoch into its list. */
    void list(int number) {
        long time = times[fresh[number]];
        lists.add(freshKeys[number], fresh[number], time);
        over.add(time, freshKeys[number]);
    }

    void endEpoch() {
        freshCount = 0;
    }

    TimeLists lists() {
        return lists;
    }

    Vector[] columns() {
        return rows.columns();
    }

    long time(int row) {
        return times[row];
    }

    /** The watermark that a row saw before it. */
    long seen(int row) {
        return seen[row];
    }

    /** Whether a row is still there for partners that saw such a watermark. */
    boolean waitsFor(int row, long watermark) {
        return watermark <= Saturated.plus(times[row], after);
    }

    boolean isMatched(int row) {
        return matched[row];
    }

    void match(int row) {
        if (!matched[row]) {
            if (kept) {
                marks.touch(row);
            }
            unmatched--;
            matched[row] = true;
        }
    }

    /** Takes out the key of the earliest row if that is over, or else {@link TimeLists#NONE}. */
    int firstOver(long watermark) {
        boolean some =
                !over.isEmpty() && (watermark == Long.MAX_VALUE || Saturated.plus(over.firstEnd(), after) < watermark);
        return some ? over.remove() : TimeLists.NONE;
    }

    /** Forgets the earliest row of a key; its columns hold until rows are taken again. */
    int removeFirst(int key) {
        int row = lists.removeFirst(key);
        marks.remove(row);
        rows.remove(row);
        held--;
        unmatched -= matched[row] ? 0 : 1;
        return row;
    }

    /** What is emitted alone when its time is over, unless a partner comes. */
    Waiting waiting() {
        return kept && !over.isEmpty()
                ? Waiting.until(
                        Saturated.plus(over.firstEnd(), Saturated.plus(after, TimeJoinSpecification.TICK_MICROS)),
                        unmatched)
                : Waiting.NOTHING;
    }

    long held() {
        return held;
    }

    long bytes() {
        return rows.bytes() + lists.bytes() + over.bytes() + 17L * seen.length + 8L * fresh.length;
    }
}
