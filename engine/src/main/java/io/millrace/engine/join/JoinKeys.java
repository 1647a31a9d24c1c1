package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Type;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.TouchedIds;
import java.util.List;

/** The keys that rows of either input have, and which of them the open epoch has touched. One thread at a time. */
final class JoinKeys implements State {
    private final KeyIndex index;
    private final TouchedIds touched = new TouchedIds();
    private int[] ids = new int[0];

    JoinKeys(List<Type> types) {
        index = new KeyIndex(types);
    }

    /** The keys of some rows of a batch, which are now touched; valid until the next call. */
    int[] touch(Batch batch, int[] columns, int[] rows, int count) {
        if (ids.length < count) {
            ids = new int[Math.max(count, Batch.TARGET_ROWS)];
        }
        index.lookup(batch, columns, rows, count, ids);
        for (int i = 0; i < count; i++) {
            touched.touch(ids[i]);
        }
        return ids;
    }

    /** The key of one row, which is not touched by that. */
    int find(Batch row, int[] columns) {
        int[] one = new int[1];
        index.lookup(row, columns, new int[1], 1, one);
        return one[0];
    }

    /** Says that a key is touched, though no row has come. */
    void touch(int key) {
        touched.touch(key);
    }

    /** The key group of a key. */
    int group(int key) {
        return index.group(key);
    }

    /** Writes a key for a checkpoint. */
    void write(int key, StateOutput out) {
        index.write(key, out);
    }

    /** The key that {@link #write} wrote. */
    int read(StateInput in) {
        return index.read(in);
    }

    /** All keys are below this. */
    int limit() {
        return index.limit();
    }

    int touchedCount() {
        return touched.size();
    }

    int touched(int number) {
        return touched.get(number);
    }

    /** The values of one column of the keys, by key. */
    Vector values(int column) {
        return index.key(column);
    }

    /** Forgets a key, and that it was touched. */
    void forget(int key) {
        touched.settle(key);
        index.remove(key);
    }

    /** Forgets a key for which nothing is kept, unless the open epoch has touched it. */
    void forgetUnlessTouched(int key) {
        if (!touched.contains(key)) {
            index.remove(key);
        }
    }

    /** Says that a touched key is settled, and whether anything is still kept for it. */
    void settle(int number, boolean used) {
        int key = touched.get(number);
        touched.settle(key);
        if (!used) {
            index.remove(key);
        }
    }

    /** Says that all touched keys are dealt with. Those that were not settled count as touched still. */
    void endEpoch() {
        touched.clear();
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return index.bytes() + touched.bytes();
    }

    @Override
    public long rows() {
        return index.rows();
    }
}
