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
import java.util.Arrays;
import java.util.List;

/** The rows of a table by key, for good. Rows with NULL in their key are not kept. One thread at a time. */
final class LookedUpRows implements Entries {
    static final int NONE = -1;

    private final int[] keyColumns;
    private final KeyIndex keys;
    private final RowStore rows;
    /** By key and by row: a row's id plus one. */
    private int[] firsts = new int[16];

    private int[] following = new int[16];
    private int[] chosen = new int[16];
    private int[] keyIds = new int[16];
    private int[] ids = new int[16];
    private final RowGroups groups;
    private final BatchBuilder one;
    private Marks marks = Marks.OFF;

    LookedUpRows(Schema schema, List<Integer> keyColumns) {
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        List<Type> types = keyColumns.stream().map(schema::type).toList();
        keys = new KeyIndex(types);
        rows = new RowStore(schema);
        groups = new RowGroups(this.keyColumns);
        one = new BatchBuilder(schema, 1);
    }

    /** Has the rows survive a restart. */
    void keep(OperatorStates states) {
        marks = states.keep("table", this);
    }

    @Override
    public int group(int id) {
        return groups.group(rows.columns(), id);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeRow(rows.columns(), id);
    }

    @Override
    public void read(StateInput in) {
        one.clear();
        for (int c = 0; c < rows.columns().length; c++) {
            in.readValue(one.column(c));
        }
        one.endRow();
        add(one.build());
    }

    void add(Batch batch) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
            keyIds = new int[size];
            ids = new int[size];
        }
        int count = 0;
        for (int row = 0; row < size; row++) {
            boolean complete = true;
            for (int key : keyColumns) {
                complete &= !batch.column(key).isNull(row);
            }
            if (complete) {
                chosen[count++] = row;
            }
        }
        keys.lookup(batch, keyColumns, chosen, count, keyIds);
        rows.add(batch, chosen, count, ids);
        marks.touch(ids, count);
        if (firsts.length < keys.limit()) {
            firsts = Arrays.copyOf(firsts, Math.max(keys.limit(), firsts.length * 2));
        }
        if (following.length < rows.limit()) {
            following = Arrays.copyOf(following, Math.max(rows.limit(), following.length * 2));
        }
        for (int i = 0; i < count; i++) {
            following[ids[i]] = firsts[keyIds[i]];
            firsts[keyIds[i]] = ids[i] + 1;
        }
    }

    /** Finds the first row of each key: {@link #NONE} where there is none. */
    void find(Batch batch, int[] columns, int count, int[] found) {
        keys.find(batch, columns, count, found);
        for (int i = 0; i < count; i++) {
            found[i] = found[i] < 0 ? NONE : firsts[found[i]] - 1;
        }
    }

    /** The next row of the same key, or {@link #NONE}. */
    int next(int row) {
        return following[row] - 1;
    }

    Vector[] columns() {
        return rows.columns();
    }

    long size() {
        return rows.limit();
    }

    long bytes() {
        return keys.bytes() + rows.bytes() + 4L * (firsts.length + following.length);
    }
}
