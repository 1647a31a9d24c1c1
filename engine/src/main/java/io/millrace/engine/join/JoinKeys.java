package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.State;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Type;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;

/** The keys that rows of either input have, and which of them the open epoch has touched. One thread at a time. */
final class JoinKeys implements State {
    private final KeyIndex index;
    private boolean[] isTouched = new boolean[16];
    private int[] touched = new int[16];
    private int touchedCount;
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
        if (isTouched.length < index.limit()) {
            isTouched = Arrays.copyOf(isTouched, Math.max(index.limit(), isTouched.length * 2));
        }
        for (int i = 0; i < count; i++) {
            if (!isTouched[ids[i]]) {
                isTouched[ids[i]] = true;
                if (touchedCount == touched.length) {
                    touched = Arrays.copyOf(touched, touchedCount * 2);
                }
                touched[touchedCount++] = ids[i];
            }
        }
        return ids;
    }

    /** All keys are below this. */
    int limit() {
        return index.limit();
    }

    int touchedCount() {
        return touchedCount;
    }

    int touched(int number) {
        return touched[number];
    }

    /** The values of one column of the keys, by key. */
    Vector values(int column) {
        return index.key(column);
    }

    /** Forgets a key, and that it was touched. */
    void forget(int key) {
        isTouched[key] = false;
        index.remove(key);
    }

    /** Forgets a key for which nothing is kept, unless the open epoch has touched it. */
    void forgetUnlessTouched(int key) {
        if (!isTouched[key]) {
            index.remove(key);
        }
    }

    /** Says that a touched key is settled, and whether anything is still kept for it. */
    void settle(int number, boolean used) {
        int key = touched[number];
        isTouched[key] = false;
        if (!used) {
            index.remove(key);
        }
    }

    /** Says that all touched keys are dealt with. Those that were not settled count as touched still. */
    void endEpoch() {
        touchedCount = 0;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return index.bytes() + isTouched.length + 4L * touched.length;
    }

    @Override
    public long rows() {
        return index.rows();
    }
}
