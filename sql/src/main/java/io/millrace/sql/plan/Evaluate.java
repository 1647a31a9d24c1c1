package io.millrace.sql.plan;

import io.millrace.core.learn.ScoringMethod;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a model's predictions are: one row.
 *
 * @param name the model's
 * @param target the column with the right answer
 * @param ordinal hidden: -1 until columns are pruned
 * @param rows how many of the last rows count; 0 for all
 */
record Evaluate(
        Relation input,
        String name,
        ModelUse model,
        int target,
        int ordinal,
        int rows,
        ScoringMethod method,
        Schema schema)
        implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Evaluate(inputs.get(0), name, model, target, ordinal, rows, method, schema);
    }

    @Override
    public Specification specification() {
        return new LearnSpecification.Evaluate(model, target, ordinal, rows, method);
    }

    @Override
    public String label() {
        String label = input.schema().column(target).name();
        return "Evaluate " + name + " by " + label + (rows == 0 ? "" : ": last " + rows + " rows");
    }

    @Override
    public String details() {
        return model.features() + " " + model.partition() + " " + target;
    }

    @Override
    public List<String> beyondFlink() {
        return List.of("ML_EVALUATE");
    }

    @Override
    public boolean changing() {
        return true;
    }

    @Override
    public List<Integer> keys(int number) {
        return List.of();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return List.of();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        model.features().forEach(used::set);
        model.partition().forEach(used::set);
        used.set(target);
        Pruned ordered = Pruning.ordered(input.prune(used, new Need(false, false, true, false)));
        Evaluate pruned = new Evaluate(
                ordered.relation(),
                name,
                ModelColumns.shifted(model, ordered),
                ordered.place(target),
                ordered.ordinal(),
                rows,
                method,
                schema);
        return new Pruned(pruned, Pruning.identity(schema.size()), -1, -1);
    }
}
