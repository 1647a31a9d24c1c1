package io.millrace.cli.output;

import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.engine.pipeline.Specification.SortColumn;

/**
 * Sorts rows as ORDER BY says, and rows that it does not tell apart by their values from left to right, so that the
 * same rows always come in the same order.
 */
final class RowOrder {
    private final int[] columns;
    private final boolean[] descending;
    private final boolean[] nullsFirst;

    RowOrder(Order order, int columnCount) {
        int sorted = order.columns().size();
        columns = new int[sorted + columnCount];
        descending = new boolean[columns.length];
        nullsFirst = new boolean[columns.length];
        for (int i = 0; i < sorted; i++) {
            SortColumn column = order.columns().get(i);
            columns[i] = column.column();
            descending[i] = column.descending();
            nullsFirst[i] = column.nullsFirst();
        }
        for (int i = 0; i < columnCount; i++) {
            columns[sorted + i] = i;
        }
    }

    /** Sorts the first {@code count} row numbers; equal rows keep their order. */
    void sort(int[] rows, int count, Vector[] values) {
        sort(rows, new int[count], 0, count, values);
    }

    private void sort(int[] rows, int[] scratch, int from, int to, Vector[] values) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(rows, scratch, from, middle, values);
        sort(rows, scratch, middle, to, values);
        if (compare(values, rows[middle - 1], rows[middle]) <= 0) {
            return;
        }
        System.arraycopy(rows, from, scratch, from, to - from);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean takeLeft = right == to || left < middle && compare(values, scratch[left], scratch[right]) <= 0;
            rows[at] = takeLeft ? scratch[left++] : scratch[right++];
        }
    }

    private int compare(Vector[] values, int left, int right) {
        for (int i = 0; i < columns.length; i++) {
            Vector column = values[columns[i]];
            boolean flip = descending[i];
            int compared = RowHashing.compare(column, left, column, right, nullsFirst[i] != flip);
            if (compared != 0) {
                return flip ? -compared : compared;
            }
        }
        return 0;
    }
}
