package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Leaves out the columns that nobody uses, and carries the hidden ones to where they are needed. */
final class Pruning {
    private Pruning() {}

    /** The relation with just the columns asked for, in their order, and nothing hidden. */
    static Relation exactly(Relation relation, List<Integer> columns, List<String> names) {
        BitSet wanted = new BitSet();
        columns.forEach(wanted::set);
        Pruned pruned = relation.prune(wanted, Need.NOTHING);
        List<Expression> projections = new ArrayList<>();
        for (int column : columns) {
            projections.add(reference(pruned.relation(), pruned.place(column)));
        }
        return Calcs.project(pruned.relation(), projections, names);
    }

    /** Rows of which nothing tells the order get the same ordinal all, so that their values decide. */
    static Pruned ordered(Pruned input) {
        if (input.ordinal() >= 0) {
            return input;
        }
        Relation relation = input.relation();
        int size = relation.schema().size();
        List<Expression> projections = new ArrayList<>(Relation.columns(relation.schema()));
        projections.add(new Expression.Literal(0L, Hidden.ORDINAL.type()));
        List<String> names = new ArrayList<>(relation.schema().names());
        names.add(Hidden.ORDINAL.name());
        return new Pruned(
                Calcs.project(relation, projections, names), input.places(), input.late(), size, input.kind());
    }

    static BitSet used(List<Integer> keys, List<AggregateCall> calls) {
        BitSet used = new BitSet();
        keys.forEach(used::set);
        for (AggregateCall call : calls) {
            call.arguments().forEach(used::set);
            if (call.filter() >= 0) {
                used.set(call.filter());
            }
        }
        return used;
    }

    static List<AggregateCall> calls(List<AggregateCall> calls, Pruned input, int ordinal) {
        return calls.stream()
                .map(call -> call.over(
                        input.places(call.arguments()),
                        call.filter() < 0 ? -1 : input.place(call.filter()),
                        Aggregates.isOrdered(call) ? ordinal : -1))
                .toList();
    }

    /** The schema of an operator that appends columns to its input's, when the input has become narrower. */
    static Schema append(Schema input, Schema whole, int from) {
        return input.with(whole.columns().subList(from, whole.size()).toArray(Column[]::new));
    }

    static int[] extend(int[] places, int size, int added, int from) {
        int[] extended = new int[size + added];
        System.arraycopy(places, 0, extended, 0, size);
        IntUnaryOperator place = i -> from + i;
        for (int i = 0; i < added; i++) {
            extended[size + i] = place.applyAsInt(i);
        }
        return extended;
    }

    /** Where the columns of two relations are when they stand side by side. */
    static int[] joined(int[] left, int[] right, int offset) {
        int[] places = new int[left.length + right.length];
        System.arraycopy(left, 0, places, 0, left.length);
        for (int i = 0; i < right.length; i++) {
            places[left.length + i] = right[i] < 0 ? -1 : right[i] + offset;
        }
        return places;
    }

    static int[] identity(int size) {
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = i;
        }
        return places;
    }

    static Expression reference(Relation relation, int column) {
        return new Expression.Column(column, relation.schema().type(column));
    }
}
