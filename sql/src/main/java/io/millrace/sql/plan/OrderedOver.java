package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The input's columns, then functions over frames around each row, in any order and over rows that may be taken back.
 *
 * @param late the hidden late column, or -1
 * @param ordinal the hidden ordinal, or -1
 */
record OrderedOver(
        Relation input,
        List<Integer> partition,
        List<SortColumn> order,
        int late,
        int ordinal,
        List<OverCall> calls,
        Schema schema)
        implements Relation {
    /** Functions that Flink has in batches only, or not at all. */
    private static final Set<String> BEYOND_FLINK = Set.of("LEAD", "NTH_VALUE", "NTILE", "PERCENT_RANK", "CUME_DIST");

    private int size() {
        return input.schema().size();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new OrderedOver(inputs.get(0), partition, order, late, ordinal, calls, schema);
    }

    @Override
    public String label() {
        String texts =
                calls.stream().map(call -> SqlText.of(call, input.schema())).collect(Collectors.joining(", "));
        return (isFinal() ? "Over ahead" : "Over any")
                + Labels.by(partition, input.schema())
                + SqlText.order(order, input.schema())
                + Labels.suffix(texts);
    }

    /** Whether each row's results are final some time after it, or so many rows. */
    private boolean isFinal() {
        return order.size() == 1
                && !order.get(0).descending()
                && !input.changing()
                && input.time(order.get(0).column()) == TimeAttribute.EVENT
                && calls.stream().allMatch(OrderedOver::endsAhead);
    }

    /** Whether a call looks ahead no further than so many rows or so much time. */
    static boolean endsAhead(OverCall over) {
        return switch (over.call().function()) {
            case "LAG", "LEAD" -> true;
            case "NTILE", "PERCENT_RANK", "CUME_DIST" -> false;
            default -> over.frame().upper() != OverFrame.UNBOUNDED_FOLLOWING;
        };
    }

    @Override
    public boolean changing() {
        return !isFinal();
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<Integer> keys(int input) {
        return partition;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return partition;
    }

    private List<AggregateCall> aggregates() {
        return calls.stream().map(OverCall::call).toList();
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = wanted.get(0, size());
        used.or(Pruning.used(partition, aggregates()));
        order.forEach(column -> used.set(column.column()));
        Need ours = isFinal() ? Need.of(this, false, true) : new Need(false, false, true, false);
        Pruned below = input.prune(used, ours);
        List<AggregateCall> aggregates = Pruning.calls(aggregates(), below, -1);
        List<OverCall> moved = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            moved.add(new OverCall(
                    aggregates.get(i), calls.get(i).frame(), calls.get(i).parameter()));
        }
        Schema narrow = below.relation().schema();
        OrderedOver pruned = new OrderedOver(
                below.relation(),
                below.places(partition),
                order.stream()
                        .map(column ->
                                new SortColumn(below.place(column.column()), column.descending(), column.nullsFirst()))
                        .toList(),
                below.late(),
                below.ordinal(),
                moved,
                Pruning.append(narrow, schema, size()));
        int[] places = Pruning.extend(below.places(), size(), calls.size(), narrow.size());
        return new Pruned(pruned, places, -1, need.ordinal() ? below.ordinal() : -1);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(Calcs.below(input, conditions, kept, partition::contains, column -> column)));
    }

    @Override
    public Specification specification() {
        List<SortColumn> ties = ordinal < 0 ? List.of() : List.of(new SortColumn(ordinal, false, true));
        OverSpecification.OrderedOver over = new OverSpecification.OrderedOver(partition, order, ties, calls);
        return isFinal() ? new OverSpecification.OverAhead(over, order.get(0).column(), late, ordinal) : over;
    }

    @Override
    public List<String> beyondFlink() {
        Set<String> features = new LinkedHashSet<>();
        for (OverCall call : calls) {
            OverFrame frame = call.frame();
            String function = call.call().function();
            if (BEYOND_FLINK.contains(function)) {
                features.add(function);
            } else if (!function.equals("LAG")) {
                if (frame.lower() > 0 || frame.upper() > 0 && !order.isEmpty()) {
                    features.add("OVER with FOLLOWING");
                } else if (frame.lower() != OverFrame.UNBOUNDED_PRECEDING || frame.upper() < 0 || frame.rows()) {
                    features.add("a frame with bounds that is not ordered by time");
                }
            }
        }
        if (order.size() != 1) {
            features.add(order.isEmpty() ? "OVER without ORDER BY" : "OVER ordered by several columns");
        } else if (order.get(0).descending()) {
            features.add("OVER ordered descending");
        }
        // Sums up to each row, in ascending order, Flink computes over such rows too.
        if (input.changing() && !features.isEmpty()) {
            features.add("OVER over rows that change");
        }
        if (Overs.isOver(input)) {
            features.add("several OVER windows in one SELECT");
        }
        return List.copyOf(features);
    }
}
