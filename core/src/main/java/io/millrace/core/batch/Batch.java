package io.millrace.core.batch;

import org.jspecify.annotations.Nullable;

/**
 * Some changes, held by column. The schema is known from the plan and not repeated here.
 *
 * <p>A batch is lent for the length of a call, like its vectors: keeping it means copying it. A queue between threads
 * takes ownership, and so is only ever given batches made for it.
 */
public final class Batch {
    /** The size at which makers of batches hand one on. */
    public static final int TARGET_ROWS = 4096;

    private final Vector[] columns;
    private final int size;
    private final long @Nullable [] weights;

    /** A batch in which every row has weight +1. */
    public Batch(Vector[] columns, int size) {
        this(columns, size, null);
    }

    /**
     * @param weights one non-zero weight a row, or null when every weight is +1; at least {@code size} long
     */
    public Batch(Vector[] columns, int size, long @Nullable [] weights) {
        this.columns = columns;
        this.size = size;
        this.weights = weights;
    }

    public int size() {
        return size;
    }

    public int columnCount() {
        return columns.length;
    }

    public Vector column(int index) {
        return columns[index];
    }

    /** The columns; not to be changed by borrowers. */
    public Vector[] columns() {
        return columns;
    }

    /** A batch of its own with some of the rows, with their weights. */
    public Batch select(int[] rows, int count) {
        Vector[] chosen = new Vector[columns.length];
        for (int c = 0; c < columns.length; c++) {
            Vector.Writable column = Vector.createLike(columns[c], count);
            column.append(columns[c], rows, 0, count);
            chosen[c] = column.vector();
        }
        if (weights == null) {
            return new Batch(chosen, count);
        }
        long[] kept = new long[count];
        for (int i = 0; i < count; i++) {
            kept[i] = weights[rows[i]];
        }
        return new Batch(chosen, count, kept);
    }

    /** One weight a row, or null when every weight is +1. */
    public long @Nullable [] weights() {
        return weights;
    }

    public long weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    public LongVector longs(int index) {
        return (LongVector) columns[index].flat();
    }

    public DoubleVector doubles(int index) {
        return (DoubleVector) columns[index].flat();
    }

    public BooleanVector booleans(int index) {
        return (BooleanVector) columns[index].flat();
    }

    public BytesVector bytes(int index) {
        return (BytesVector) columns[index].flat();
    }

    public DecimalVector decimals(int index) {
        return (DecimalVector) columns[index].flat();
    }
}
