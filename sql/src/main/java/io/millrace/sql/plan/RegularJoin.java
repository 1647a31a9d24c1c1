package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.validate.LifetimeHint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A join without regard to time. Its rows have no event time: they come when either row comes, however late that is. */
record RegularJoin(JoinTerms terms) implements Relation {
    @Override
    public Schema schema() {
        return terms.schema();
    }

    @Override
    public List<Relation> inputs() {
        return terms.inputs();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new RegularJoin(terms.withInputs(inputs));
    }

    @Override
    public boolean changing() {
        boolean stays = terms.kind() == JoinKind.INNER || terms.kind() == JoinKind.SEMI;
        return !stays || inputs().stream().anyMatch(Relation::changing);
    }

    @Override
    public String label() {
        return "Join" + terms.label();
    }

    @Override
    public List<Integer> key() {
        return terms.key();
    }

    @Override
    public List<Integer> keys(int input) {
        return input == 0 ? terms.leftKeys() : terms.rightKeys();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return terms.spread();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return JoinPruning.simplified(terms, wanted, need).orElseGet(() -> {
            JoinPruning.Narrowed narrowed = JoinPruning.narrowed(terms, wanted, Need.NOTHING);
            return narrowed.pruned(new RegularJoin(narrowed.terms()));
        });
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return JoinSinking.sink(terms, conditions, kept);
    }

    @Override
    public Specification specification() {
        return terms.specification();
    }

    @Override
    public LifetimeHint lifetimes() {
        return terms.lifetimes();
    }

    /**
     * The inputs of which every row is kept for as long as the run lasts.
     *
     * @param lifetime the time to live of what hints do not speak of, in microseconds; 0 for ever
     */
    List<Relation> growing(long lifetime) {
        List<Relation> growing = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            if (!inputs().get(i).changing() && lifetimes().micros(i, lifetime) == 0) {
                growing.add(inputs().get(i));
            }
        }
        return growing;
    }
}
