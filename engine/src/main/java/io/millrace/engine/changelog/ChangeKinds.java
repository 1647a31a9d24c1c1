package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what changes that belong together mean: what goes and what comes under one key is an update. One thread. */
final class ChangeKinds {
    private final int @Nullable [] key;
    private final @Nullable KeyIndex index;
    private int[] ids = new int[16];
    private boolean[] goes = new boolean[16];
    private boolean[] comes = new boolean[16];

    /**
     * @param key the columns of which each value is there once; null when there are none, and so no updates
     */
    ChangeKinds(@Nullable List<Integer> key, Schema schema) {
        this.key = key == null ? null : key.stream().mapToInt(Integer::intValue).toArray();
        index = key == null ? null : new KeyIndex(key.stream().map(schema::type).toList());
    }

    /**
     * Tells the kinds of changes.
     *
     * @param kinds gets the code of a {@link ChangeKind} for each row
     */
    void tell(Batch changes, long[] kinds) {
        int size = changes.size();
        boolean mayUpdate = key != null && index != null && size > 1;
        if (key != null && index != null && mayUpdate) {
            find(changes, index, key);
        }
        for (int row = 0; row < size; row++) {
            boolean update = mayUpdate && goes[ids[row]] && comes[ids[row]];
            ChangeKind kind = changes.weight(row) > 0
                    ? update ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT
                    : update ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE;
            kinds[row] = kind.code();
        }
    }

    private void find(Batch changes, KeyIndex keys, int[] columns) {
        int size = changes.size();
        if (ids.length < size) {
            ids = new int[Math.max(size, ids.length * 2)];
            goes = new boolean[ids.length];
            comes = new boolean[ids.length];
        }
        keys.clear();
        keys.lookup(changes, columns, null, size, ids);
        Arrays.fill(goes, 0, size, false);
        Arrays.fill(comes, 0, size, false);
        for (int row = 0; row < size; row++) {
            (changes.weight(row) > 0 ? comes : goes)[ids[row]] = true;
        }
    }
}
