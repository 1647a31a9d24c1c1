package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.validate.LifetimeHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation that says what each row of its input changes, and what these changes mean: its columns, the kind, and the
 * ordinal of the row that was the cause if there is one.
 *
 * @param of a relation of one input whose columns are pruned already; that input has the first columns of this one's
 * @param ordinal the input's hidden ordinal; -1 when there is none: then it says what each epoch changes
 * @param updated the columns of which there is one row each, null when there are none
 */
record EachChange(
        Relation of, Relation input, int ordinal, @Nullable List<Integer> updated, Schema schema) implements Relation {
    /**
     * An input, row by row.
     *
     * @param rows the rows, with what tells their order
     * @param seen what an operator sees of them
     * @param ordinal where their order is in {@code rows}, or -1
     */
    record Steps(Relation rows, Pruned seen, int ordinal) {
        EachChange of(Relation operator, @Nullable List<Integer> updated) {
            Schema marked = operator.schema().with(Hidden.KIND);
            Schema schema = ordinal < 0 ? marked : marked.with(Hidden.ORDINAL);
            return new EachChange(operator, rows, ordinal, updated, schema);
        }
    }

    /**
     * Rows one by one. Of rows that change the ordinal is that of the row that was the cause: it tells when they come and go,
     * but not which they are, and is not to be seen.
     *
     * @param ordered whether the operator needs an ordinal
     */
    static Steps steps(Pruned below, boolean changing, boolean ordered) {
        if (!changing) {
            Pruned seen = ordered ? Pruning.ordered(below) : below;
            return new Steps(seen.relation(), seen, below.ordinal());
        }
        Relation relation = below.relation();
        List<Expression> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int[] moved = new int[relation.schema().size()];
        for (int column = 0; column < moved.length; column++) {
            if (column != below.ordinal() && column != below.kind()) {
                moved[column] = values.size();
                values.add(Pruning.reference(relation, column));
                names.add(relation.schema().column(column).name());
            }
        }
        int[] places = Arrays.stream(below.places())
                .map(place -> place < 0 ? -1 : moved[place])
                .toArray();
        Pruned seen = new Pruned(Calcs.project(relation, values, names), places, -1, -1);
        seen = ordered ? Pruning.ordered(seen) : seen;
        if (below.ordinal() < 0) {
            return new Steps(seen.relation(), seen, -1);
        }
        if (ordered) {
            values.add(new Expression.Literal(0L, Hidden.ORDINAL.type()));
            names.add(Hidden.ORDINAL.name());
        }
        values.add(Pruning.reference(relation, below.ordinal()));
        names.add(Hidden.ORDINAL.name());
        return new Steps(Calcs.project(relation, values, names), seen, values.size() - 1);
    }

    /** The relation with the place of its hidden columns. */
    Pruned pruned(int[] places) {
        int size = of.schema().size();
        return new Pruned(this, places, -1, ordinal < 0 ? -1 : size + 1, size);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        Relation rows = inputs.get(0);
        Schema seen = of.inputs().get(0).schema();
        List<Expression> columns = Relation.columns(rows.schema()).subList(0, seen.size());
        Relation operator = of.withInputs(List.of(Calcs.project(rows, columns, seen.names())));
        return new EachChange(operator, rows, ordinal, updated, schema);
    }

    @Override
    public Specification specification() {
        return new ChangelogSpecification.EachChange(
                of.specification(), of.inputs().get(0).schema().size(), ordinal, updated);
    }

    @Override
    public String label() {
        return of.label() + (ordinal < 0 ? "" : ", each change");
    }

    @Override
    public String details() {
        return of.details();
    }

    @Override
    public List<String> beyondFlink() {
        return of.beyondFlink();
    }

    @Override
    public boolean changing() {
        return of.changing();
    }

    @Override
    public boolean waitsForProcessingTime() {
        return of.waitsForProcessingTime();
    }

    @Override
    public LifetimeHint lifetimes() {
        return of.lifetimes();
    }

    @Override
    public List<Integer> key() {
        return of.key();
    }

    @Override
    public @Nullable List<Integer> keys(int input) {
        return of.keys(input);
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return of.spread(inputs);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return pruned(Pruning.identity(schema.size()));
    }
}
