package io.millrace.engine.timejoin;

import io.millrace.core.batch.Vector;
import io.millrace.engine.table.Order;

/** The order of rows by their values, for rows of which nothing else tells the order. */
final class Values {
    private Values() {}

    /** Compares two rows of the same flat columns, NULL first. */
    static int compare(Vector[] columns, int left, int right) {
        for (Vector column : columns) {
            boolean isNull = column.isNull(left);
            int order = isNull || column.isNull(right)
                    ? Boolean.compare(column.isNull(right), isNull)
                    : Order.compare(column, left, column, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
