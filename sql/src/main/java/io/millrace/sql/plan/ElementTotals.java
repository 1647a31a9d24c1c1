package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of the elements of a collection, the input's last column, for each row by itself: the other columns, and the
 * results.
 *
 * @param elements the columns of an element
 * @param filter of elements, over the other columns, the number of a row, and the element's; null for none
 * @param values over the same; what the calls are over
 */
record ElementTotals(
        Relation input,
        int collection,
        boolean ordinality,
        Schema elements,
        @Nullable Expression filter,
        List<Expression> values,
        List<AggregateCall> calls,
        Schema schema)
        implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new ElementTotals(inputs.get(0), collection, ordinality, elements, filter, values, calls, schema);
    }

    @Override
    public Specification specification() {
        return new Specification.AggregateElements(
                new Specification.Unnest(collection, ordinality, false, null),
                elements.columns(),
                filter,
                values,
                calls);
    }

    @Override
    public String label() {
        List<Column> columns = gap().columns(input.schema());
        columns.add(new Column("row", Type.BIGINT));
        columns.addAll(elements.columns());
        Schema unnested = new Schema(columns);
        List<Column> named = new ArrayList<>();
        for (Expression value : values) {
            named.add(new Column(SqlText.of(value, unnested), value.type()));
        }
        return "Elements of " + input.schema().column(collection).name()
                + Labels.suffix(SqlText.calls(calls, new Schema(named)))
                + (filter == null ? "" : " where " + SqlText.of(filter, unnested));
    }

    @Override
    public List<String> beyondFlink() {
        return List.of("a subquery over the elements of a column");
    }

    /** How many columns are those of the input. */
    private int before() {
        return input.schema().size() - 1;
    }

    private Gap gap() {
        return new Gap(collection);
    }

    @Override
    public @Nullable TimeAttribute time(int output) {
        return output < before() ? input.time(gap().source(output)) : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int output) {
        return output < before() ? input.bound(gap().source(output)) : null;
    }

    @Override
    public List<Integer> key() {
        return Objects.requireNonNullElse(gap().places(input.key()), List.of());
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return gap().places(inputs.get(0));
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, output -> output < before(), gap()::source)));
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet asked = (BitSet) wanted.clone();
        Expressions.collect(filter, asked);
        values.forEach(value -> Expressions.collect(value, asked));
        BitSet used = new BitSet();
        used.set(collection);
        for (int i = asked.nextSetBit(0); i >= 0 && i < before(); i = asked.nextSetBit(i + 1)) {
            used.set(gap().source(i));
        }
        // What is wanted of the results has the same numbers as the columns of elements, and says nothing of the input.
        Pruned below = input.prune(used, need);
        Gap gap = new Gap(below.place(collection));
        List<Column> columns = gap.columns(below.relation().schema());
        int kept = columns.size();
        int[] places = new int[before() + 1 + elements.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i >= before()
                    ? kept + i - before()
                    : used.get(gap().source(i)) ? gap.place(below.place(gap().source(i))) : -1;
        }
        columns.addAll(schema.columns().subList(before(), schema.size()));
        int[] results = new int[schema.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = i < before() ? places[i] : kept + i - before();
        }
        ElementTotals pruned = new ElementTotals(
                below.relation(),
                gap.column(),
                ordinality,
                elements,
                filter == null ? null : Expressions.shift(filter, at -> places[at]),
                values.stream()
                        .map(value -> Expressions.shift(value, at -> places[at]))
                        .toList(),
                calls,
                new Schema(columns));
        return gap.hidden(pruned, results, below);
    }
}
