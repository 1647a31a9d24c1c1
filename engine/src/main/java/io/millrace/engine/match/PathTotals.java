package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Recognition.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What conditions ask of aggregates over a partial match, kept with each path: a longer path takes over what its parent
 * has and adds a row, so that nothing is added up twice.
 */
final class PathTotals {
    private final List<Group> groups = new ArrayList<>();
    private final Map<Source.Total, Integer> places = new LinkedHashMap<>();
    private final Rows single = new Rows();
    private final int[] row = new int[1];
    private final int[] into = new int[1];
    private final int[] from = new int[1];

    /** The calls over one set of variables; path p has the id p + 1, and id 0 is for trying. */
    private static final class Group {
        final List<Integer> variables;
        final List<AggregateCall> calls = new ArrayList<>();
        final AggregateRows accumulators;
        final BatchBuilder results;

        Group(List<Integer> variables, List<AggregateCall> calls) {
            this.variables = variables;
            this.calls.addAll(calls);
            accumulators = new AggregateRows(calls, false);
            List<Column> columns =
                    calls.stream().map(call -> new Column("total", call.type())).toList();
            results = new BatchBuilder(new Schema(columns), 1);
        }
    }

    PathTotals(List<Source.Total> totals) {
        Map<List<Integer>, List<AggregateCall>> sets = new LinkedHashMap<>();
        for (Source.Total total : totals) {
            sets.computeIfAbsent(total.position().variables(), set -> new ArrayList<>())
                    .add(total.call());
        }
        sets.forEach((variables, calls) -> groups.add(new Group(variables, calls)));
        for (Source.Total total : totals) {
            for (int g = 0; g < groups.size(); g++) {
                if (groups.get(g).variables.equals(total.position().variables())) {
                    places.put(total, g);
                }
            }
        }
        single.reserve(1);
        single.rows = row;
        single.count = 1;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Says that a path was made longer by a row of a batch. */
    void extend(int path, int parent, int variable, Batch batch, int added) {
        for (Group group : groups) {
            add(group, path + 1, parent, variable, batch, added);
        }
    }

    private void add(Group group, int id, int parent, int variable, Batch batch, int added) {
        group.accumulators.ensure(id + 1);
        if (parent == Paths.NONE) {
            group.accumulators.reset(id, id + 1);
        } else {
            into[0] = id;
            from[0] = parent + 1;
            group.accumulators.copy(into, group.accumulators, from, 1);
        }
        if (group.variables.contains(variable)) {
            row[0] = added;
            single.ids[0] = id;
            group.accumulators.add(batch, single);
        }
    }

    /** Appends an aggregate over a path and a row that is tried for a variable. */
    void append(Source.Total total, int path, int variable, Batch batch, int tried, Vector.Writable out) {
        Group group = groups.get(places.getOrDefault(total, 0));
        add(group, 0, path, variable, batch, tried);
        into[0] = 0;
        group.results.clear();
        group.accumulators.result(into, 1, group.results, 0);
        out.append(group.results.build().column(group.calls.indexOf(total.call())), 0);
    }

    long bytes() {
        return groups.stream().mapToLong(group -> group.accumulators.bytes()).sum();
    }
}
