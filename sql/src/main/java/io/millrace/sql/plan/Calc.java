package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters, then computes. */
record Calc(Relation input, @Nullable Expression filter, List<Expression> projections, Schema schema)
        implements Relation {
    /** Their value is that of their first argument. */
    static final Set<String> CHECKS = Set.of("NOT NULL", "ONLY ROW");

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return Calcs.calc(inputs.get(0), filter, projections, schema.names());
    }

    @Override
    public String label() {
        Schema readable = Labels.readable(input);
        String where = filter == null ? "" : "Where " + SqlText.of(filter, readable);
        List<String> computed = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            Expression value = projections.get(i);
            boolean plain = value instanceof Expression.Column
                    || value instanceof Expression.Call call && CHECKS.contains(call.function());
            if (!plain) {
                computed.add(
                        SqlText.of(value, readable) + " AS " + schema.column(i).name());
            }
        }
        if (computed.isEmpty()) {
            List<String> names = schema.names().stream()
                    .filter(name -> !name.startsWith("$"))
                    .toList();
            return where.isEmpty() ? "Select " + String.join(", ", names) : where;
        }
        return (where.isEmpty() ? "Compute " : where + ", compute ") + String.join(", ", computed);
    }

    @Override
    public String details() {
        StringBuilder text = new StringBuilder();
        projections.forEach(value -> text.append('|').append(SqlText.of(value, input.schema())));
        return text.toString();
    }

    /** Whether it only leaves out and moves columns. */
    boolean selects() {
        return filter == null && projections.stream().allMatch(Expression.Column.class::isInstance);
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        Expression value = projections.get(column);
        if (value instanceof Expression.Column source) {
            return input.time(source.index());
        }
        return Expressions.isProcessingTime(value) ? TimeAttribute.PROCESSING : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return projections.get(column) instanceof Expression.Column source ? input.bound(source.index()) : null;
    }

    @Override
    public List<Integer> key() {
        List<Integer> places = input.key().stream()
                .map(column -> Facts.placeOfKey(projections, column))
                .toList();
        return places.contains(-1) ? List.of() : places;
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        List<Integer> columns = inputs.get(0);
        List<Integer> places = columns == null ? null : places(columns);
        return places == null || places.contains(-1) ? null : places;
    }

    @Override
    public @Nullable Versioned versioned() {
        Versioned versions = input.versioned();
        if (versions == null || filter != null && !versions.filtered()) {
            return null;
        }
        List<Integer> key = places(versions.key());
        int time = Facts.placeOf(projections, versions.time());
        return time < 0 || key.contains(-1)
                ? null
                : new Versioned(withInputs(List.of(versions.rows())), key, time, versions.filtered());
    }

    private List<Integer> places(List<Integer> columns) {
        return columns.stream()
                .map(column -> Facts.placeOf(projections, column))
                .toList();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = Expressions.columnsOf(filter);
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            Expressions.collect(projections.get(i), used);
        }
        Pruned below = input.prune(used, need);
        List<Expression> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int[] places = new int[projections.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = wanted.get(i) ? values.size() : -1;
            if (wanted.get(i)) {
                values.add(Expressions.shift(projections.get(i), below::place));
                names.add(schema.column(i).name());
            }
        }
        if (values.isEmpty() && filter == null) {
            return new Pruned(below.relation(), places, below.late(), below.ordinal(), below.kind());
        }
        int late = carry(below.relation(), below.late(), Hidden.LATE.name(), values, names);
        int ordinal = carry(below.relation(), below.ordinal(), Hidden.ORDINAL.name(), values, names);
        int kind = carry(below.relation(), below.kind(), Hidden.KIND.name(), values, names);
        if (values.isEmpty()) {
            carry(below.relation(), 0, below.relation().schema().column(0).name(), values, names);
        }
        Expression condition = filter == null ? null : Expressions.shift(filter, below::place);
        return new Pruned(Calcs.calc(below.relation(), condition, values, names), places, late, ordinal, kind);
    }

    private static int carry(
            Relation input, int column, String name, List<Expression> projections, List<String> names) {
        if (column < 0) {
            return -1;
        }
        projections.add(Pruning.reference(input, column));
        names.add(name);
        return projections.size() - 1;
    }

    @Override
    public Specification specification() {
        return new Specification.Calc(filter, projections);
    }
}
