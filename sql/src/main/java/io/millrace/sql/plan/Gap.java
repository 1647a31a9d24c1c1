package io.millrace.sql.plan;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of an input that is not among the columns that come of it, so that those behind it move up by one.
 *
 * @param column its place in the input
 */
record Gap(int column) {
    /** Where a column of the output is in the input. */
    int source(int output) {
        return output < column ? output : output + 1;
    }

    /** Where a column of the input, another one than the gap, is in the output; -1 stays -1. */
    int place(int source) {
        return source > column ? source - 1 : source;
    }

    /** Where columns of the input are in the output; null when the gap is one of them, or for null. */
    @Nullable List<Integer> places(@Nullable List<Integer> sources) {
        return sources == null || sources.contains(column)
                ? null
                : sources.stream().map(this::place).toList();
    }

    /** The columns of an input without the one of the gap. */
    List<Column> columns(Schema input) {
        List<Column> others = new ArrayList<>(input.columns());
        others.remove(column);
        return others;
    }

    /** Where the hidden columns of a pruned input are in what comes of it. */
    Pruned hidden(Relation relation, int[] places, Pruned below) {
        return new Pruned(relation, places, place(below.late()), place(below.ordinal()), place(below.kind()));
    }
}
