package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.RowGroups;
import io.millrace.engine.table.RowStore;
import io.millrace.engine.window.EndQueue;
import java.util.Arrays;
import java.util.List;

/**
 * The versions of each key. A version is valid from its time until that of the next one. Each key keeps those from after
 * the watermark, and the one that was valid at it; so a key that was ever seen keeps one for good. One thread at a time.
 */
final class Versions implements Entries {
    private final KeyIndex keys;
    private final RowStore rows;
    private final TimeLists lists = new TimeLists();
    /** The key of each version, by the time from which it is valid. */
    private final EndQueue begins = new EndQueue();
    /** The event time of each version; a late one is valid from later on. */
    private long[] times = new long[16];

    private long[] ordinals = new long[16];
    private int[] ids = new int[16];
    private int[] keyIds = new int[16];
    private long held;
    private final int[] keyColumns;
    private final RowGroups groups;
    private final BatchBuilder one;
    private Marks marks = Marks.OFF;

    /**
     * @param keyColumns where the keys are among the columns
     */
    Versions(Schema schema, List<Type> keyTypes, int[] keyColumns) {
        keys = new KeyIndex(keyTypes);
        rows = new RowStore(schema);
        this.keyColumns = keyColumns;
        groups = new RowGroups(keyColumns);
        one = new BatchBuilder(schema, 1);
    }

    /** Has the versions survive a restart. */
    void keep(OperatorStates states) {
        marks = states.keep("versions", this);
    }

    @Override
    public int group(int id) {
        return groups.group(rows.columns(), id);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeRow(rows.columns(), id);
        out.writeLong(lists.time(id));
        out.writeLong(times[id]);
        out.writeLong(ordinals[id]);
    }

    @Override
    public void read(StateInput in) {
        one.clear();
        for (int c = 0; c < rows.columns().length; c++) {
            in.readValue(one.column(c));
        }
        one.endRow();
        int[] first = new int[1];
        look(one.build(), first, 1, keyColumns);
        rows.add(one.build(), first, 1, ids);
        reserve();
        int row = ids[0];
        long from = in.readLong();
        long time = in.readLong();
        long ordinal = in.readLong();
        int same = lists.floor(keyIds[0], from);
        if (same != TimeLists.NONE && lists.time(same) == from && times[same] > time) {
            // Had that one been there first, this one would not have come.
            rows.remove(row);
        } else {
            put(keyIds[0], row, from, time, ordinal);
        }
    }

    /**
     * Adds versions that came in time.
     *
     * @param visible the columns kept
     * @param batch has the key columns
     */
    void add(Batch visible, Batch batch, int[] chosen, int count, Arrivals arrivals) {
        look(batch, chosen, count, arrivals.keys());
        rows.add(visible, chosen, count, ids);
        reserve();
        for (int i = 0; i < count; i++) {
            long time = arrivals.time(chosen[i]);
            put(keyIds[i], ids[i], time, time, arrivals.ordinal(chosen[i]));
        }
    }

    private void look(Batch batch, int[] chosen, int count, int[] columns) {
        if (ids.length < count) {
            ids = new int[count];
            keyIds = new int[count];
        }
        keys.lookup(batch, columns, chosen, count, keyIds);
    }

    private void reserve() {
        if (times.length < rows.limit()) {
            int capacity = Math.max(rows.limit(), times.length * 2);
            times = Arrays.copyOf(times, capacity);
            ordinals = Arrays.copyOf(ordinals, capacity);
        }
    }

    private void put(int key, int row, long from, long time, long ordinal) {
        int same = lists.floor(key, from);
        if (same != TimeLists.NONE && lists.time(same) == from && times[same] >= time) {
            int order = Long.compare(ordinals[same], ordinal);
            if (order > 0 || order == 0 && Values.compare(rows.columns(), same, row) > 0) {
                rows.remove(row);
                return;
            }
        }
        marks.touch(row);
        times[row] = time;
        ordinals[row] = ordinal;
        lists.add(key, row, from);
        begins.add(from, key);
        held++;
    }

    /**
     * Adds a version that came late: it is valid from behind the time that was closed when it came, unless a newer one is
     * by then.
     *
     * @param visible one row, the columns kept
     * @param batch the same row with its key columns
     * @param closed the time that was closed
     * @return whether it was of use
     */
    boolean addLate(Batch visible, Batch batch, int row, long closed, Arrivals arrivals) {
        int[] chosen = {row};
        look(batch, chosen, 1, arrivals.keys());
        int key = keyIds[0];
        long time = arrivals.time(row);
        int valid = lists.floor(key, closed + 1);
        if (valid != TimeLists.NONE && times[valid] > time) {
            return false;
        }
        rows.add(visible, chosen, 1, ids);
        reserve();
        put(key, ids[0], closed + 1, time, arrivals.ordinal(row));
        return true;
    }

    /** Finds the keys of the first rows of a batch: -1 for those without versions. */
    void find(Batch batch, int[] columns, int count, int[] found) {
        keys.find(batch, columns, count, found);
    }

    /** The version of a key that is valid at a time, or {@link TimeLists#NONE}. */
    int at(int key, long time) {
        return lists.floor(key, time);
    }

    /** The event time of a version. */
    long time(int version) {
        return times[version];
    }

    Vector[] columns() {
        return rows.columns();
    }

    /** Forgets versions that are valid no more; at most so many at a time. Returns whether there is none left. */
    boolean forget(long closed, int most) {
        for (int i = 0; i < most; i++) {
            if (begins.isEmpty() || begins.firstEnd() > closed) {
                return true;
            }
            int key = begins.remove();
            int first = lists.first(key);
            int second = lists.next(first);
            if (second != TimeLists.NONE && lists.time(second) <= closed) {
                int gone = lists.removeFirst(key);
                marks.remove(gone);
                rows.remove(gone);
                held--;
            }
        }
        return false;
    }

    long held() {
        return held;
    }

    long bytes() {
        return keys.bytes() + rows.bytes() + lists.bytes() + begins.bytes() + 16L * times.length;
    }
}
