package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each epoch changes in all, and what these changes mean: the input's columns, and the kind. */
record NetChanges(Relation input, Schema schema) implements Relation {
    static NetChanges of(Relation input) {
        return new NetChanges(input, input.schema().with(Hidden.KIND));
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return of(inputs.get(0));
    }

    @Override
    public Specification specification() {
        return new ChangelogSpecification.NetChanges(key().isEmpty() ? null : key());
    }

    @Override
    public String label() {
        return "Net changes" + Labels.by(key(), schema);
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    /** What goes and what comes under one key has to meet. */
    @Override
    public List<Integer> keys(int input) {
        return key().isEmpty() ? Facts.range(0, schema.size() - 1) : key();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return keys(0);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return new Pruned(this, Pruning.identity(schema.size()), -1, -1, schema.size() - 1);
    }
}
