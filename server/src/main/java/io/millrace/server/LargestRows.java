package io.millrace.server;

import io.millrace.core.type.Type;
import java.util.Arrays;

/** The rows with the largest values, for bars. */
final class LargestRows {
    private LargestRows() {}

    /** The positions of the {@code limit} largest rows by a column, in the order of the table. */
    static int[] of(RowList rows, Type type, int column, int limit) {
        int size = rows.size();
        if (size <= limit) {
            int[] all = new int[size];
            Arrays.setAll(all, i -> i);
            return all;
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double value = Values.number(type, rows.column(i, column), rows.row(i));
            values[i] = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double least = sorted[size - limit];
        int[] chosen = new int[limit];
        int count = 0;
        int ties = limit
                - (int) Arrays.stream(values).filter(value -> value > least).count();
        for (int i = 0; i < size; i++) {
            if (values[i] > least || values[i] == least && ties-- > 0) {
                chosen[count++] = i;
            }
        }
        return chosen;
    }
}
