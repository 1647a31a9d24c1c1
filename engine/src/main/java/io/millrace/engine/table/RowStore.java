package io.millrace.engine.table;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;
import java.util.Arrays;

/** Rows by dense id, held by column; ids of removed rows are given out again. One thread at a time. */
public final class RowStore {
    private final Vector.Writable[] columns;
    private final Vector[] vectors;
    private int[] free = new int[8];
    private int freeCount;
    private int highest;

    public RowStore(Schema schema) {
        columns = new Vector.Writable[schema.size()];
        vectors = new Vector[columns.length];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Vector.create(schema.type(c), 16);
            vectors[c] = columns[c].vector();
        }
    }

    /** Copies rows of a batch; {@code ids} gets the id of each. */
    public void add(Batch batch, int[] rows, int count, int[] ids) {
        int reused = Math.min(count, freeCount);
        for (int i = 0; i < reused; i++) {
            ids[i] = free[--freeCount];
        }
        for (int i = reused; i < count; i++) {
            ids[i] = highest++;
        }
        for (int c = 0; c < columns.length; c++) {
            Vector source = batch.column(c);
            Vector flat = reused > 0 ? source.flat() : source;
            for (int i = 0; i < reused; i++) {
                columns[c].set(ids[i], flat, rows[i]);
            }
            columns[c].append(source, rows, reused, count);
        }
    }

    /** Forgets a row; its id may be given to another. */
    public void remove(int id) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = id;
    }

    /** The columns, by id; ids of removed rows hold anything. */
    public Vector[] columns() {
        return vectors;
    }

    /** All ids are below this. */
    public int limit() {
        return highest;
    }

    public long bytes() {
        long sum = 4L * free.length;
        for (Vector vector : vectors) {
            sum += vector.bytes();
        }
        return sum;
    }
}
