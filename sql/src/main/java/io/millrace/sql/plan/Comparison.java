package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.SetOperation;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** INTERSECT or EXCEPT of two inputs with the same columns. */
record Comparison(SetOperation operation, Relation left, Relation right, Schema schema) implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Comparison(operation, inputs.get(0), inputs.get(1), schema);
    }

    @Override
    public String label() {
        String name = operation.name();
        return (name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT)).replace("_", " ");
    }

    @Override
    public boolean changing() {
        boolean grows = operation == SetOperation.INTERSECT || operation == SetOperation.INTERSECT_ALL;
        return !grows || left.changing() || right.changing();
    }

    private List<Integer> all() {
        return Facts.range(0, schema.size());
    }

    @Override
    public List<Integer> key() {
        boolean distinct = operation == SetOperation.INTERSECT || operation == SetOperation.EXCEPT;
        return !left.key().isEmpty() ? left.key() : distinct ? all() : List.of();
    }

    @Override
    public List<Integer> keys(int input) {
        return all();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return all();
    }

    /** All columns are compared, so all are needed. */
    @Override
    public Pruned prune(BitSet wanted, Need need) {
        List<Relation> whole = inputs().stream()
                .map(input -> Pruning.exactly(input, all(), schema.names()))
                .toList();
        return new Pruned(withInputs(whole), Pruning.identity(schema.size()), -1, -1);
    }

    /** Equal rows fulfil the same conditions. */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        List<Expression> down =
                conditions.stream().filter(Expressions::isStable).toList();
        conditions.stream().filter(each -> !Expressions.isStable(each)).forEach(kept::add);
        Expression all = Expressions.and(down);
        return withInputs(List.of(Calcs.filter(left, all), Calcs.filter(right, all)));
    }

    @Override
    public Specification specification() {
        return operation;
    }
}
