package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.LearningOrder;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns rows; the input's columns, then what the model predicted before it learned each.
 *
 * @param name the model's
 * @param target the column with the right answer, or -1
 * @param predicted the column with what was predicted earlier, or -1
 * @param order by columns of the input; hidden ones are -1 until columns are pruned
 * @param emits whether rows go on
 */
record Learn(
        Relation input,
        String name,
        ModelUse model,
        int target,
        int predicted,
        LearningOrder order,
        boolean emits,
        Schema schema)
        implements Relation {
    private int size() {
        return input.schema().size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Learn(inputs.get(0), name, model, target, predicted, order, emits, schema);
    }

    @Override
    public Specification specification() {
        return new LearnSpecification.Learn(model, target, predicted, order, emits);
    }

    @Override
    public String label() {
        return "Learn " + name;
    }

    @Override
    public String details() {
        return model.features() + " " + model.partition() + " " + target + " " + predicted;
    }

    @Override
    public List<String> beyondFlink() {
        return List.of("models that learn");
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column < size() ? input.time(column) : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        return order.time() >= 0 && input.time(order.time()) == TimeAttribute.PROCESSING;
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<Integer> keys(int number) {
        return model.partition();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return model.partition();
    }

    /** Its input keeps all columns: two queries that read different ones still share what is learned once. */
    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet all = new BitSet();
        all.set(0, size());
        boolean timed = order.time() >= 0;
        Need below = timed ? Need.of(this, false, true) : new Need(need.late(), need.touching(), true, need.timed());
        Pruned ordered = Pruning.ordered(input.prune(all, below));
        Schema narrow = ordered.relation().schema();
        int answers = schema.size() - size();
        LearningOrder found = new LearningOrder(
                timed ? ordered.place(order.time()) : -1, timed ? ordered.late() : -1, ordered.ordinal());
        Learn pruned = new Learn(
                ordered.relation(),
                name,
                ModelColumns.shifted(model, ordered),
                target < 0 ? -1 : ordered.place(target),
                predicted < 0 ? -1 : ordered.place(predicted),
                found,
                emits,
                Pruning.append(narrow, schema, size()));
        return new Pruned(
                pruned,
                Pruning.extend(ordered.places(), size(), answers, narrow.size()),
                need.late() ? ordered.late() : -1,
                need.ordinal() ? ordered.ordinal() : -1);
    }
}
