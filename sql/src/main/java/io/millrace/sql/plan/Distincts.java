package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Leaves out a DISTINCT whose rows are only asked whether there are any. */
final class Distincts {
    private Distincts() {}

    /** A semi- or anti-join over the rows themselves instead of the distinct ones of its right input; empty if there are none. */
    static Optional<JoinTerms> without(JoinTerms join) {
        int size = join.leftSize();
        BitSet used = Expressions.columnsOf(join.condition());
        BitSet columns = used.isEmpty() ? new BitSet() : used.get(size, Math.max(used.length(), size));
        join.keys().forEach(key -> columns.set(key.right()));
        List<Integer> asked = columns.stream().boxed().toList();
        List<Integer> places = asked;
        Relation relation = join.right();
        Relation rows = null;
        List<Integer> found = List.of();
        while (true) {
            if (relation instanceof Calc calc && calc.filter() == null) {
                List<Integer> below = new ArrayList<>();
                for (int place : places) {
                    if (calc.projections().get(place) instanceof Column column) {
                        below.add(column.index());
                    }
                }
                if (below.size() < places.size()) {
                    break;
                }
                places = below;
                relation = calc.input();
            } else if (relation instanceof GroupAggregate group
                    && group.calls().isEmpty()
                    // Groups of windows leave out what comes too late for them.
                    && group.window() == null
                    && !group.keys().isEmpty()) {
                places = places.stream().map(group.keys()::get).toList();
                relation = group.input();
                rows = relation;
                found = places;
            } else {
                break;
            }
        }
        return rows == null ? Optional.empty() : Optional.of(over(join, rows, asked, found));
    }

    private static JoinTerms over(JoinTerms join, Relation rows, List<Integer> asked, List<Integer> places) {
        int size = join.leftSize();
        List<JoinKey> keys = join.keys().stream()
                .map(key -> new JoinKey(key.left(), places.get(asked.indexOf(key.right())), key.nullsEqual()))
                .toList();
        Expression condition = join.condition() == null
                ? null
                : Expressions.shift(
                        join.condition(),
                        column -> column < size ? column : size + places.get(asked.indexOf(column - size)));
        return new JoinTerms(join.kind(), join.left(), rows, keys, condition, join.schema(), join.lifetimes());
    }
}
