package io.millrace.engine.match;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Recognition.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those rows of a match that are of some variables, in order, and aggregates over them. Used for one match at a time. */
final class MatchedSet {
    private final List<Integer> variables;
    private final boolean whole;
    private final boolean[] members;
    private final List<AggregateCall> calls = new ArrayList<>();
    private final Rows single = new Rows();
    private final int[] id = {0};
    private @Nullable AggregateRows totals;
    private @Nullable BatchBuilder results;
    private int[] rows = new int[16];
    private int[] taken = new int[16];
    private int size;

    /** The set of a position's variables, of the whole match or up to the current row. */
    MatchedSet(Position position, int variableCount) {
        variables = position.variables();
        whole = position.whole();
        members = new boolean[variableCount];
        variables.forEach(variable -> members[variable] = true);
        single.reserve(1);
        single.rows = new int[1];
        single.count = 1;
    }

    boolean isOf(Position position) {
        return whole == position.whole() && variables.equals(position.variables());
    }

    boolean isWhole() {
        return whole;
    }

    /** Adds an aggregate, before anything else is done. */
    void add(AggregateCall call) {
        if (!calls.contains(call)) {
            calls.add(call);
        }
    }

    /** Says that all aggregates are there. */
    void prepare() {
        if (!calls.isEmpty()) {
            List<Column> columns =
                    calls.stream().map(call -> new Column("total", call.type())).toList();
            results = new BatchBuilder(new Schema(columns), 1);
            totals = new AggregateRows(calls, false);
            totals.ensure(1);
        }
    }

    /** Forgets the match before. */
    void begin() {
        size = 0;
        if (totals != null) {
            totals.reset(0, 1);
        }
    }

    /** Takes the next row of the match. */
    void add(int variable, int row, RowStore store) {
        if (!members[variable]) {
            return;
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
            taken = Arrays.copyOf(taken, size * 2);
        }
        rows[size] = row;
        taken[size++] = variable;
        if (totals != null && single.rows != null) {
            single.rows[0] = row;
            totals.add(store.rows(), single);
        }
    }

    private int index(Position position) {
        int index = position.first() ? position.skipped() : size - 1 - position.skipped();
        return index < size ? index : -1;
    }

    /** The row at a position, or -1. */
    int row(Position position) {
        int index = index(position);
        return index < 0 ? -1 : rows[index];
    }

    /** The variable of the row at a position, or -1. */
    int variable(Position position) {
        int index = index(position);
        return index < 0 ? -1 : taken[index];
    }

    void append(AggregateCall call, Vector.Writable out) {
        if (totals != null && results != null) {
            results.clear();
            totals.result(id, 1, results, 0);
            out.append(results.build().column(calls.indexOf(call)), 0);
        }
    }
}
