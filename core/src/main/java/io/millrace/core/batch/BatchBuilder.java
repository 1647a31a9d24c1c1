package io.millrace.core.batch;

import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills the columns of a batch row by row or by copying rows of other batches. Reusable: {@link #clear} keeps the
 * arrays, so a batch it built holds good only until then. One thread at a time.
 */
public final class BatchBuilder {
    private final Vector.Writable[] columns;
    private final Vector[] vectors;
    private long @Nullable [] weights;
    private int size;

    public BatchBuilder(Schema schema, int capacity) {
        columns = new Vector.Writable[schema.size()];
        vectors = new Vector[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            Type type = schema.type(i);
            columns[i] = Vector.create(type, capacity);
            vectors[i] = columns[i].vector();
        }
    }

    private BatchBuilder(Vector.Writable[] columns, Vector[] vectors) {
        this.columns = columns;
        this.vectors = vectors;
    }

    /**
     * A builder of some of the columns, which fills those of this one: this one has to be told of the rows when its
     * other columns are filled, too.
     */
    public BatchBuilder select(int[] chosen) {
        Vector.Writable[] some = new Vector.Writable[chosen.length];
        Vector[] built = new Vector[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            some[i] = columns[chosen[i]];
            built[i] = vectors[chosen[i]];
        }
        return new BatchBuilder(some, built);
    }

    public Vector.Writable column(int index) {
        return columns[index];
    }

    public LongVector longs(int index) {
        return (LongVector) columns[index];
    }

    public DoubleVector doubles(int index) {
        return (DoubleVector) columns[index];
    }

    public BooleanVector booleans(int index) {
        return (BooleanVector) columns[index];
    }

    public BytesVector bytes(int index) {
        return (BytesVector) columns[index];
    }

    public DecimalVector decimals(int index) {
        return (DecimalVector) columns[index];
    }

    /** Says that a value was appended to every column: the row is complete, with weight +1. */
    public void endRow() {
        endRow(1);
    }

    /** Says that a value was appended to every column: the row is complete, with this weight. */
    public void endRow(long weight) {
        if (weight != 1 && weights == null) {
            weights = new long[Math.max(16, size * 2)];
            Arrays.fill(weights, 0, size, 1);
        }
        if (weights != null) {
            if (size == weights.length) {
                weights = Arrays.copyOf(weights, size * 2);
            }
            weights[size] = weight;
        }
        size++;
    }

    /** Says that {@code rows} rows of weight +1 were appended to every column. */
    public void endRows(int rows) {
        if (weights == null) {
            size += rows;
        } else {
            for (int i = 0; i < rows; i++) {
                endRow(1);
            }
        }
    }

    /** Copies one row with its weight. */
    public void append(Batch source, int row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(source.column(i), row);
        }
        endRow(source.weight(row));
    }

    /** Copies the rows {@code rows[from..to)} with their weights. */
    public void append(Batch source, int[] rows, int from, int to) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(source.column(i), rows, from, to);
        }
        if (source.weights() == null) {
            endRows(to - from);
        } else {
            for (int i = from; i < to; i++) {
                endRow(source.weight(rows[i]));
            }
        }
    }

    /** Copies all rows with their weights. */
    public void append(Batch source) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(source.column(i), 0, source.size());
        }
        if (source.weights() == null) {
            endRows(source.size());
        } else {
            for (int i = 0; i < source.size(); i++) {
                endRow(source.weight(i));
            }
        }
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size >= Batch.TARGET_ROWS;
    }

    /** The rows so far; shares the arrays of this builder. */
    public Batch build() {
        return new Batch(vectors.clone(), size, weights);
    }

    public void clear() {
        for (Vector.Writable column : columns) {
            column.clear();
        }
        weights = null;
        size = 0;
    }

    /** Heap bytes held, roughly. */
    public long bytes() {
        long sum = weights == null ? 0 : 8L * weights.length;
        for (Vector vector : vectors) {
            sum += vector.bytes();
        }
        return sum;
    }
}
