package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.table.Order;
import java.util.List;

/**
 * The order of the rows of a key: by sort columns, then by what breaks ties, then by all values, so that rows which
 * compare as equal are the same row. Rows are given as flat vectors and a place in them.
 */
public final class RowOrder {
    private final SortColumn[] sorted;
    private final SortColumn[] ties;

    /**
     * @param sorted what ORDER BY names, first the most important
     * @param ties what decides among peers before their values do, such as the hidden ordinal
     */
    public RowOrder(List<SortColumn> sorted, List<SortColumn> ties) {
        this.sorted = sorted.toArray(SortColumn[]::new);
        this.ties = ties.toArray(SortColumn[]::new);
    }

    /** The columns of a batch, flat. */
    public static Vector[] flat(Batch batch) {
        Vector[] columns = new Vector[batch.columnCount()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = batch.column(c).flat();
        }
        return columns;
    }

    /** Compares by the sort columns alone; 0 for peers. */
    public int comparePeers(Vector[] left, int leftRow, Vector[] right, int rightRow) {
        return compare(sorted, left, leftRow, right, rightRow);
    }

    /** Compares rows; 0 only for rows that are alike in every value. */
    public int compare(Vector[] left, int leftRow, Vector[] right, int rightRow) {
        int order = compare(sorted, left, leftRow, right, rightRow);
        if (order == 0) {
            order = compare(ties, left, leftRow, right, rightRow);
        }
        for (int c = 0; order == 0 && c < left.length; c++) {
            order = compare(left[c], leftRow, right[c], rightRow, false, true);
        }
        return order;
    }

    private static int compare(SortColumn[] columns, Vector[] left, int leftRow, Vector[] right, int rightRow) {
        for (SortColumn sort : columns) {
            int column = sort.column();
            int order = compare(left[column], leftRow, right[column], rightRow, sort.descending(), sort.nullsFirst());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(
            Vector left, int leftRow, Vector right, int rightRow, boolean descending, boolean nullsFirst) {
        boolean isNull = left.isNull(leftRow);
        boolean otherNull = right.isNull(rightRow);
        if (isNull || otherNull) {
            int order = Boolean.compare(otherNull, isNull);
            return nullsFirst ? order : -order;
        }
        int order = Order.compare(left, leftRow, right, rightRow);
        return descending ? -order : order;
    }
}
