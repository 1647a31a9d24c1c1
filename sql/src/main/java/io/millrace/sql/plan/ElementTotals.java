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
        List<Column> columns = new ArrayList<>(others().columns());
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

    private Schema others() {
        List<Column> others = new ArrayList<>(input.schema().columns());
        others.remove(collection);
        return new Schema(others);
    }

    private int source(int output) {
        return output < collection ? output : output + 1;
    }

    private static int behind(int place, int collection) {
        return place > collection ? place - 1 : place;
    }

    @Override
    public @Nullable TimeAttribute time(int output) {
        return output < before() ? input.time(source(output)) : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int output) {
        return output < before() ? input.bound(source(output)) : null;
    }

    @Override
    public List<Integer> key() {
        List<Integer> key = input.key();
        return key.contains(collection)
                ? List.of()
                : key.stream().map(column -> behind(column, collection)).toList();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        List<Integer> columns = inputs.get(0);
        return columns == null || columns.contains(collection)
                ? null
                : columns.stream().map(column -> behind(column, collection)).toList();
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, output -> output < before(), this::source)));
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet asked = (BitSet) wanted.clone();
        Expressions.collect(filter, asked);
        values.forEach(value -> Expressions.collect(value, asked));
        BitSet used = new BitSet();
        used.set(collection);
        for (int i = asked.nextSetBit(0); i >= 0 && i < before(); i = asked.nextSetBit(i + 1)) {
            used.set(source(i));
        }
        // What is wanted of the results has the same numbers as the columns of elements, and says nothing of the input.
        Pruned below = input.prune(used, need);
        int place = below.place(collection);
        int kept = below.relation().schema().size() - 1;
        int[] places = new int[before() + 1 + elements.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i >= before()
                    ? kept + i - before()
                    : used.get(source(i)) ? behind(below.place(source(i)), place) : -1;
        }
        List<Column> columns = new ArrayList<>(below.relation().schema().columns());
        columns.remove(place);
        columns.addAll(schema.columns().subList(before(), schema.size()));
        int[] results = new int[schema.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = i < before() ? places[i] : kept + i - before();
        }
        ElementTotals pruned = new ElementTotals(
                below.relation(),
                place,
                ordinality,
                elements,
                filter == null ? null : Expressions.shift(filter, at -> places[at]),
                values.stream()
                        .map(value -> Expressions.shift(value, at -> places[at]))
                        .toList(),
                calls,
                new Schema(columns));
        return new Pruned(pruned, results, behind(below.late(), place), behind(below.ordinal(), place));
    }
}
