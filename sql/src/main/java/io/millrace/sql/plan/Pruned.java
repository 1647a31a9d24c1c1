package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import java.util.List;

/**
 * A relation with fewer columns.
 *
 * @param places where each column went, -1 for those left out
 * @param late where the hidden late column is, or -1
 * @param ordinal where the hidden ordinal is, or -1
 * @param kind where the hidden column is that says what a change means, or -1
 */
record Pruned(Relation relation, int[] places, int late, int ordinal, int kind) {
    Pruned(Relation relation, int[] places, int late, int ordinal) {
        this(relation, places, late, ordinal, -1);
    }

    int place(int column) {
        Check.that(places[column] >= 0, "a column was left out that is used");
        return places[column];
    }

    List<Integer> places(List<Integer> columns) {
        return columns.stream().map(this::place).toList();
    }
}
