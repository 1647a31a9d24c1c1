package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows in order, one after the other: for whoever writes or shows rows as they come.
 *
 * @param late the hidden late column, or -1
 * @param ordinal the hidden ordinal, or -1
 */
record Sorting(Relation input, List<SortColumn> order, int late, int ordinal, Schema schema) implements Relation {
    Sorting {
        order = List.copyOf(order);
    }

    static Sorting of(Relation input, List<SortColumn> order) {
        return new Sorting(input, order, -1, -1, input.schema());
    }

    /** Whether rows can be sorted as the time goes on. */
    boolean followsTime() {
        SortColumn first = order.get(0);
        return !first.descending() && !input.changing() && input.time(first.column()) != null;
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Sorting(inputs.get(0), order, late, ordinal, schema);
    }

    @Override
    public String label() {
        return "Sort" + SqlText.order(order, input.schema());
    }

    @Override
    public boolean changing() {
        return false;
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return followsTime() ? input.time(column) : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        return followsTime() && input.time(order.get(0).column()) == TimeAttribute.PROCESSING;
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<Integer> keys(int input) {
        return List.of();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return List.of();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = (BitSet) wanted.clone();
        order.forEach(column -> used.set(column.column()));
        Need ours = followsTime() ? Need.of(this, false, true) : new Need(false, false, true, false);
        Pruned below = input.prune(used, ours);
        List<SortColumn> sorted = order.stream()
                .map(column -> new SortColumn(below.place(column.column()), column.descending(), column.nullsFirst()))
                .toList();
        Schema narrow = below.relation().schema();
        Sorting pruned = new Sorting(below.relation(), sorted, below.late(), below.ordinal(), narrow);
        return new Pruned(pruned, below.places(), -1, need.ordinal() ? below.ordinal() : -1);
    }

    @Override
    public List<String> beyondFlink() {
        return followsTime() ? List.of() : List.of("ORDER BY without LIMIT that does not begin with a time");
    }

    @Override
    public Specification specification() {
        int time = followsTime() ? order.get(0).column() : -1;
        return new Specification.SortRows(order, time, late, ordinal);
    }
}
