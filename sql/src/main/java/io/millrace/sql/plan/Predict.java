package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input's columns, then what a model predicts, and perhaps why.
 *
 * @param name the model's
 * @param told how many features are told that added most to a prediction; 0 when nobody asks why
 */
record Predict(Relation input, String name, ModelUse model, int told, Schema schema) implements Relation {
    private int size() {
        return input.schema().size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Predict(inputs.get(0), name, model, told, schema);
    }

    @Override
    public Specification specification() {
        return told == 0 ? new LearnSpecification.Predict(model) : new LearnSpecification.Explain(model, told);
    }

    @Override
    public String label() {
        ModelType type = model.type();
        String what = told == 0 ? "Predict with " : "Explain " + told + (told == 1 ? " feature of " : " features of ");
        return what + name + (type.learns() ? "" : ": " + type.description());
    }

    @Override
    public List<String> beyondFlink() {
        if (told > 0) {
            return List.of("ML_EXPLAIN");
        }
        return model.isFixed() ? List.of("versions of models") : List.of();
    }

    @Override
    public String details() {
        return model.features() + "" + model.partition();
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column < size() ? input.time(column) : null;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return column < size() ? input.bound(column) : null;
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public @Nullable List<Integer> keys(int number) {
        return model.partition().isEmpty() ? null : model.partition();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return model.partition().isEmpty() ? inputs.get(0) : model.partition();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = wanted.get(0, size());
        model.features().forEach(used::set);
        model.partition().forEach(used::set);
        Pruned below = input.prune(used, need.withoutKinds());
        Schema narrow = below.relation().schema();
        int answers = schema.size() - size();
        Predict pruned = new Predict(
                below.relation(),
                name,
                ModelColumns.shifted(model, below),
                told,
                Pruning.append(narrow, schema, size()));
        return new Pruned(
                pruned, Pruning.extend(below.places(), size(), answers, narrow.size()), below.late(), below.ordinal());
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, column -> column < size(), column -> column)));
    }
}
