package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Rows written in the query. */
record Values(List<List<Expression>> rows, Schema schema) implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return this;
    }

    @Override
    public String label() {
        return "Values: " + rows.size() + (rows.size() == 1 ? " row" : " rows");
    }

    @Override
    public String details() {
        StringBuilder text = new StringBuilder();
        Schema none = new Schema(List.of());
        rows.forEach(row -> row.forEach(value -> text.append('|').append(SqlText.of(value, none))));
        return text.toString();
    }

    /** Rows that are written down are in the order in which they are. */
    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = schema.size();
        if (!need.ordinal()) {
            return new Pruned(this, Pruning.identity(size), -1, -1);
        }
        List<List<Expression>> all = new ArrayList<>();
        for (List<Expression> row : rows) {
            List<Expression> numbered = new ArrayList<>(row);
            numbered.add(new Expression.Literal((long) all.size(), Hidden.ORDINAL.type()));
            all.add(numbered);
        }
        return new Pruned(new Values(all, schema.with(Hidden.ORDINAL)), Pruning.identity(size), -1, size);
    }

    @Override
    public Specification specification() {
        return new Specification.Values(rows);
    }
}
