package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All rows of all inputs. */
record Union(List<Relation> inputs, Schema schema) implements Relation {
    Union {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Union(inputs, schema);
    }

    @Override
    public String label() {
        return "Union";
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        TimeAttribute first = inputs.get(0).time(column);
        return inputs.stream().allMatch(input -> input.time(column) == first) ? first : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        WindowBounds.Bound first = inputs.get(0).bound(column);
        return inputs.stream().allMatch(input -> Objects.equals(input.bound(column), first)) ? first : null;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        List<Pruned> below = inputs.stream()
                .map(input -> Changelogs.pruned(input, wanted, need))
                .toList();
        List<Integer> columns = wanted.stream().boxed().toList();
        boolean late = below.stream().anyMatch(input -> input.late() >= 0);
        boolean ordinal = below.stream().anyMatch(input -> input.ordinal() >= 0);
        boolean kinds = need.kinds() && changing();
        List<Relation> aligned = new ArrayList<>();
        for (Pruned input : below) {
            List<Expression> projections = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int column : columns) {
                projections.add(Pruning.reference(input.relation(), input.place(column)));
                names.add(schema.column(column).name());
            }
            addHidden(late, input.late(), Hidden.LATE, null, projections, names);
            addHidden(ordinal, input.ordinal(), Hidden.ORDINAL, 0L, projections, names);
            addHidden(kinds, input.kind(), Hidden.KIND, 0L, projections, names);
            aligned.add(Calcs.project(input.relation(), projections, names));
        }
        Schema narrow =
                schema.select(columns.stream().mapToInt(Integer::intValue).toArray());
        narrow = late ? narrow.with(Hidden.LATE) : narrow;
        narrow = ordinal ? narrow.with(Hidden.ORDINAL) : narrow;
        narrow = kinds ? narrow.with(Hidden.KIND) : narrow;
        int[] places = new int[schema.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = columns.indexOf(i);
        }
        int next = columns.size();
        return new Pruned(
                new Union(aligned, narrow), places, late ? next++ : -1, ordinal ? next++ : -1, kinds ? next : -1);
    }

    private static void addHidden(
            boolean wanted,
            int column,
            Column hidden,
            @Nullable Object otherwise,
            List<Expression> projections,
            List<String> names) {
        if (wanted) {
            projections.add(
                    column >= 0
                            ? new Expression.Column(column, hidden.type())
                            : new Expression.Literal(otherwise, hidden.type()));
            names.add(hidden.name());
        }
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        List<Expression> down =
                conditions.stream().filter(Expressions::isStable).toList();
        conditions.stream()
                .filter(condition -> !Expressions.isStable(condition))
                .forEach(kept::add);
        Expression all = Expressions.and(down);
        return withInputs(inputs.stream().map(input -> Calcs.filter(input, all)).toList());
    }

    @Override
    public Specification specification() {
        return new Specification.UnionAll();
    }
}
