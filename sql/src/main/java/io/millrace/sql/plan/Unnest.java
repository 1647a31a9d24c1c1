package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
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

    /** Where the collection was. */
    Gap gap() {
        return new Gap(column);
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
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return gap().places(inputs.get(0));
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        Relation below = Calcs.below(input, conditions, kept, output -> output < before(), gap()::source);
        return new Unnest(below, column, ordinality, outer, condition, schema);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        used.set(column);
        BitSet asked = (BitSet) wanted.clone();
        asked.or(Expressions.columnsOf(condition));
        for (int i = asked.nextSetBit(0); i >= 0 && i < before(); i = asked.nextSetBit(i + 1)) {
            used.set(gap().source(i));
        }
        Pruned below = input.prune(used, need);
        Gap gap = new Gap(below.place(column));
        List<Column> columns = gap.columns(below.relation().schema());
        int[] places = new int[schema.size()];
        for (int i = 0; i < places.length; i++) {
            if (i >= before()) {
                places[i] = columns.size();
                columns.add(schema.column(i));
            } else {
                places[i] = asked.get(i) ? gap.place(below.place(gap().source(i))) : -1;
            }
        }
        Expression narrow = condition == null ? null : Expressions.shift(condition, at -> places[at]);
        Unnest pruned = new Unnest(below.relation(), gap.column(), ordinality, outer, narrow, new Schema(columns));
        return gap.hidden(pruned, places, below);
    }
}
