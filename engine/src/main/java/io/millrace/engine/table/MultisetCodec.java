package io.millrace.engine.table;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/** What an owner has in an {@link OrderedMultiset}, as state: each row with its count. */
public final class MultisetCodec {
    private MultisetCodec() {}

    /** Writes all rows of an owner with their counts. */
    public static void write(OrderedMultiset rows, int owner, StateOutput out) {
        rows.forEach(owner, (column, row, count) -> {
            out.writeBoolean(true);
            out.writeSigned(count);
            out.writeRow(rows.columns(), row);
        });
        out.writeBoolean(false);
    }

    /** Adds the rows that {@link #write} wrote to an owner. */
    public static void read(OrderedMultiset rows, int owner, StateInput in) {
        Vector[] columns = rows.columns();
        while (in.readBoolean()) {
            long count = in.readSigned();
            Vector[] row = new Vector[columns.length];
            for (int c = 0; c < row.length; c++) {
                Vector.Writable value = Vector.createLike(columns[c], 1);
                in.readValue(value);
                row[c] = value.vector();
            }
            rows.add(owner, row, 0, count);
        }
    }
}
