package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.SystemTables;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Reads what models tell of themselves. */
record LearnerScan(Told told) implements Relation {
    @Override
    public Schema schema() {
        return SystemTables.schema(told);
    }

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
        return "Scan sys." + told.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean changing() {
        return told != Told.LEARNER_EVENTS;
    }

    @Override
    public List<Integer> key() {
        return switch (told) {
            case LEARNERS -> List.of(0, 1);
            case LEARNER_METRICS -> List.of(0, 1, 2);
            case LEARNER_EVENTS -> List.of();
            case MODEL_VERSIONS -> List.of(0, 1);
        };
    }

    @Override
    public List<String> beyondFlink() {
        return List.of("models that learn");
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return new Pruned(this, Pruning.identity(schema().size()), -1, -1);
    }

    @Override
    public Specification specification() {
        return new LearnSpecification.LearnerTable(told);
    }
}
