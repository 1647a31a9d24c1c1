package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;

/** Rows of one input on their way out, with NULL in the columns of the other one, if it has any there. One thread. */
final class SingleRows {
    private static final int CAPACITY = Batch.TARGET_ROWS;

    private final JoinSide side;
    private final int offset;
    private final Vector.Writable[] columns;
    private final Vector[] nulls;
    private final int[] rows = new int[CAPACITY];
    private final long[] weights = new long[CAPACITY];
    private int count;

    /**
     * @param input the columns of the rows
     * @param output the columns of the join
     * @param offset where in {@code output} those of the rows begin
     */
    SingleRows(JoinSide side, Schema input, Schema output, int offset) {
        this.side = side;
        this.offset = offset;
        columns = new Vector.Writable[input.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Vector.create(input.type(c), 16);
        }
        nulls = output.columns().stream().map(column -> none(column.type())).toArray(Vector[]::new);
    }

    private static Vector none(Type type) {
        Vector.Writable none = Vector.create(type, 1);
        none.appendNull();
        return none.vector();
    }

    JoinSide side() {
        return side;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /** Adds a row that the side has, unless its weight is 0. */
    void add(int row, long weight) {
        rows[count] = row;
        weights[count] = weight;
        count += weight == 0 ? 0 : 1;
    }

    void flush(Output output) {
        if (count > 0) {
            boolean plain = true;
            for (int i = 0; i < count; i++) {
                plain &= weights[i] == 1;
            }
            Vector[] own = new Vector[columns.length];
            for (int c = 0; c < own.length; c++) {
                columns[c].clear();
                columns[c].append(side.column(c), rows, 0, count);
                own[c] = columns[c].vector();
            }
            output.emit(extend(new Batch(own, count, plain ? null : weights)));
            count = 0;
        }
    }

    /** Rows of the input as rows of the join. */
    Batch extend(Batch batch) {
        Vector[] all = new Vector[nulls.length];
        for (int c = 0; c < all.length; c++) {
            boolean own = c >= offset && c < offset + columns.length;
            all[c] = own ? batch.column(c - offset) : new ConstantVector(nulls[c], batch.size());
        }
        return new Batch(all, batch.size(), batch.weights());
    }
}
