package io.millrace.cli.output;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a result as they are now: the weights of equal rows are added up. */
final class RowSet {
    private static final int COMPACT_FROM_ROWS = 4096;

    private Schema schema;
    private final boolean consolidating;
    private int[] allColumns;
    private BatchBuilder rows;
    private long[] weights = new long[64];
    private int[] slots = new int[128];
    private int dead;

    /**
     * @param consolidating whether equal rows must find each other, because rows can go; otherwise each is kept as it
     *     comes
     */
    RowSet(Schema schema, boolean consolidating) {
        this.schema = schema;
        this.consolidating = consolidating;
        allColumns = new int[schema.size()];
        Arrays.setAll(allColumns, column -> column);
        rows = new BatchBuilder(schema, 64);
        Arrays.fill(slots, -1);
    }

    void add(Batch batch) {
        Vector[] columns = batch.columns();
        for (int row = 0; row < batch.size(); row++) {
            add(batch, columns, row, batch.weight(row));
        }
    }

    /** Adds one row as if it had the given weight. */
    void add(Batch batch, int row, long weight) {
        add(batch, batch.columns(), row, weight);
    }

    private void add(Batch batch, Vector[] columns, int row, long weight) {
        if (columns.length > schema.size()) {
            schema = withHidden(schema, columns);
            allColumns = new int[schema.size()];
            Arrays.setAll(allColumns, column -> column);
            rows = new BatchBuilder(schema, 64);
        }
        int slot = 0;
        if (consolidating) {
            slot = find(columns, row);
            int known = slots[slot];
            if (known >= 0) {
                boolean wasDead = weights[known] == 0;
                weights[known] += weight;
                dead += (weights[known] == 0 ? 1 : 0) - (wasDead ? 1 : 0);
                return;
            }
        }
        int added = rows.size();
        if (added == weights.length) {
            weights = Arrays.copyOf(weights, added * 2);
        }
        rows.append(batch, row);
        weights[added] = weight;
        if (consolidating) {
            slots[slot] = added;
            if (added >= COMPACT_FROM_ROWS && dead > added / 2) {
                compact();
            } else if (added * 2 > slots.length) {
                rehash(slots.length * 2);
            }
        }
    }

    /** Behind the columns to show there may be others that ORDER BY needs; how they are stored is all that matters. */
    static Schema withHidden(Schema shown, Vector[] columns) {
        List<Column> all = new ArrayList<>(shown.columns());
        for (int i = shown.size(); i < columns.length; i++) {
            Vector column = columns[i] instanceof ConstantVector constant ? constant.value() : columns[i];
            Type type = column instanceof LongVector
                    ? Type.BIGINT
                    : column instanceof DoubleVector
                            ? Type.DOUBLE
                            : column instanceof DecimalVector
                                    ? Type.decimal(38, 0)
                                    : column instanceof BooleanVector ? Type.BOOLEAN : Type.BYTES;
            all.add(new Column("$sort" + i, type));
        }
        return new Schema(all);
    }

    private int find(Vector[] columns, int row) {
        Vector[] own = vectors();
        int mask = slots.length - 1;
        int slot = RowHashing.hash(columns, allColumns, row) & mask;
        while (slots[slot] >= 0 && !RowHashing.equal(own, slots[slot], columns, row, allColumns)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash(int size) {
        slots = new int[size];
        Arrays.fill(slots, -1);
        Vector[] own = vectors();
        for (int row = 0; row < rows.size(); row++) {
            slots[find(own, row)] = row;
        }
    }

    /** Forgets the rows that have gone. */
    private void compact() {
        int[] kept = new int[rows.size()];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (weights[row] != 0) {
                kept[count++] = row;
            }
        }
        keep(kept, count);
    }

    private void keep(int[] kept, int count) {
        BatchBuilder smaller = new BatchBuilder(schema, Math.max(64, count));
        long[] keptWeights = new long[Math.max(64, count)];
        Batch all = batch();
        for (int i = 0; i < count; i++) {
            smaller.append(all, kept[i]);
            keptWeights[i] = weights[kept[i]];
        }
        rows = smaller;
        weights = keptWeights;
        dead = 0;
        if (consolidating) {
            rehash(Math.max(128, Integer.highestOneBit(count + 1) * 4));
        }
    }

    /** Forgets all but the first {@code count} rows of an order; only for rows that never go. */
    void prune(Order order, int count) {
        int[] sorted = sorted(order);
        keep(sorted, Math.min(count, sorted.length));
    }

    /** The numbers of the rows that are there, in order. */
    int[] sorted(Order order) {
        int[] present = new int[rows.size()];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (weights[row] > 0) {
                present[count++] = row;
            }
        }
        new RowOrder(order, schema.size()).sort(present, count, vectors());
        return Arrays.copyOf(present, count);
    }

    /** All rows, also those that have gone; their weights are {@link #weight}. */
    Batch batch() {
        return rows.build();
    }

    long weight(int row) {
        return weights[row];
    }

    /** How many rows {@link #batch} has. */
    int size() {
        return rows.size();
    }

    private Vector[] vectors() {
        Vector[] vectors = new Vector[schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.column(i).vector();
        }
        return vectors;
    }
}
