package io.millrace.engine.expression;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;

/** Some columns of the input, by reference. */
final class ColumnChoice implements Calculation {
    private final int[] columns;

    ColumnChoice(int[] columns) {
        this.columns = columns;
    }

    @Override
    public Batch apply(Batch input) {
        Vector[] chosen = new Vector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            chosen[i] = input.column(columns[i]);
        }
        return new Batch(chosen, input.size(), input.weights());
    }
}
