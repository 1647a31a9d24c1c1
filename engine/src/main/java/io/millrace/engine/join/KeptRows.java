package io.millrace.engine.join;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;

/** The rows of a side, for checkpoints: an entry is a row, with how many others it has met. */
final class KeptRows implements Entries {
    private final JoinParts parts;
    private final int side;
    private final int columns;
    private final int[] keyColumns;
    private final BatchBuilder one;
    private final JoinParts.Restored restored;

    /** The columns of a side, and which of them are its key. */
    record Columns(Schema schema, int[] key) {}

    KeptRows(JoinParts parts, int side, Columns columns, JoinParts.Restored restored) {
        this.parts = parts;
        this.side = side;
        this.columns = columns.schema().size();
        keyColumns = columns.key();
        one = new BatchBuilder(columns.schema(), 1);
        this.restored = restored;
    }

    @Override
    public int group(int id) {
        return parts.keys().group(parts.side(side).chains().key(id));
    }

    @Override
    public void write(int id, StateOutput out) {
        parts.side(side).write(id, out);
        RowMatches matches = parts.matches(side);
        if (matches != null) {
            out.writeSigned(matches.count(id));
        }
    }

    @Override
    public void read(StateInput in) {
        one.clear();
        for (int c = 0; c < columns; c++) {
            in.readValue(one.column(c));
        }
        one.endRow();
        int key = parts.keys().find(one.build(), keyColumns);
        int row = parts.side(side).read(one.build(), key, parts.keys().limit(), in);
        RowMatches matches = parts.matches(side);
        if (matches != null) {
            matches.restore(row, in.readSigned());
        }
        restored.key(key);
    }
}
