package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row for each element of a collection: the other columns, the columns of the element, and its position if asked for.
 *
 * @param column the collection
 * @param outer whether a row without elements stays, with NULLs
 * @param condition of the elements that count, over the columns of the result; null for all
 */
record Unnest(
        Relation input,
        int column,
        boolean ordinality,
        boolean outer,
        @Nullable Expression condition,
        Schema schema) implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Unnest(inputs.get(0), column, ordinality, outer, condition, schema);
    }

    @Override
    public Specification specification() {
        return new Specification.Unnest(column, ordinality, outer, condition);
    }

    @Override
    public String label() {
        return "Unnest " + input.schema().column(column).name() + (ordinality ? " with positions" : "")
                + (condition == null ? "" : " where " + SqlText.of(condition, schema))
                + (outer ? ", rows without elements stay" : "");
    }

    /** How many columns are those of the input. */
    int before() {
        return input.schema().size() - 1;
    }

    /** Where an output column is in the input. */
    int source(int output) {
        return output < column ? output : output + 1;
    }

    int place(int source) {
        return source < column ? source : source - 1;
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
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        List<Integer> columns = inputs.get(0);
        return columns == null || columns.contains(column)
                ? null
                : columns.stream().map(this::place).toList();
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        Relation below = Calcs.below(input, conditions, kept, output -> output < before(), this::source);
        return new Unnest(below, column, ordinality, outer, condition, schema);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        used.set(column);
        BitSet asked = (BitSet) wanted.clone();
        asked.or(Expressions.columnsOf(condition));
        for (int i = asked.nextSetBit(0); i >= 0 && i < before(); i = asked.nextSetBit(i + 1)) {
            used.set(source(i));
        }
        Pruned below = input.prune(used, need);
        int collection = below.place(column);
        Schema kept = below.relation().schema();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            if (i != collection) {
                columns.add(kept.column(i));
            }
        }
        int[] places = new int[schema.size()];
        for (int i = 0; i < places.length; i++) {
            if (i >= before()) {
                places[i] = columns.size();
                columns.add(schema.column(i));
            } else {
                places[i] = asked.get(i) ? behind(below.place(source(i)), collection) : -1;
            }
        }
        Expression narrow = condition == null ? null : Expressions.shift(condition, at -> places[at]);
        Unnest pruned = new Unnest(below.relation(), collection, ordinality, outer, narrow, new Schema(columns));
        return new Pruned(
                pruned,
                places,
                behind(below.late(), collection),
                behind(below.ordinal(), collection),
                behind(below.kind(), collection));
    }

    /** Where a column is once the collection before it is gone. */
    private static int behind(int place, int collection) {
        return place > collection ? place - 1 : place;
    }
}
