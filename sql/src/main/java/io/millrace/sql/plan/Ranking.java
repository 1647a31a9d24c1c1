package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.RankSpecification;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input's columns, then the rank of each row in its partition; only the rows whose rank is within bounds. Conditions
 * on the rank become bounds as they sink.
 *
 * @param late the hidden late column, or -1
 * @param ordinal the hidden ordinal, or -1
 * @param window the window that rows are of already, if partitions are of one window each: then they end with it
 * @param numbered whether the rank is among the columns
 */
record Ranking(
        Relation input,
        List<Integer> partition,
        List<SortColumn> order,
        Rank rank,
        RankBounds bounds,
        int late,
        int ordinal,
        @Nullable Attached window,
        boolean numbered,
        Schema schema)
        implements Relation {
    static final Type NUMBER = Type.BIGINT.notNull();

    /** All rows with their ranks. */
    static Ranking of(Relation input, List<Integer> partition, List<SortColumn> order, Rank rank) {
        return new Ranking(
                input,
                partition,
                order,
                rank,
                RankBounds.ALL,
                -1,
                -1,
                WindowBounds.attached(input, partition),
                true,
                input.schema().with(new Column("$rank" + input.schema().size(), NUMBER)));
    }

    /** The rows from one rank to another over all of the input, without their ranks. */
    static Relation limit(Relation input, List<SortColumn> order, RankBounds bounds) {
        Ranking all = of(input, List.of(), order, Rank.ROW_NUMBER).within(input, bounds);
        return Calcs.project(
                all, Relation.columns(input.schema()), input.schema().names());
    }

    private Ranking within(Relation newInput, RankBounds newBounds) {
        return new Ranking(newInput, partition, order, rank, newBounds, late, ordinal, window, numbered, schema);
    }

    private int size() {
        return input.schema().size();
    }

    private boolean isBounded() {
        return !bounds.equals(RankBounds.ALL);
    }

    private boolean isFirst() {
        return rank == Rank.ROW_NUMBER && bounds.equals(new RankBounds(1, 1));
    }

    /** Whether the order is that of event time alone, over rows that are never taken back. */
    private boolean isTimed() {
        return order.size() == 1 && input.time(order.get(0).column()) != null && !input.changing();
    }

    /** The number of each row by event time can be given for good. */
    private boolean isFinal() {
        return !isBounded() && isTimed() && !order.get(0).descending();
    }

    /** The first row by event time is known, and final, once the watermark has passed it. */
    private boolean isFirstInTime() {
        return window == null && isFirst() && isTimed() && !order.get(0).descending();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return within(inputs.get(0), bounds);
    }

    @Override
    public String label() {
        String kind = window == null ? "" : "Window ";
        String ranks = rank == Rank.ROW_NUMBER ? "" : " of " + rank;
        String which;
        if (isFirst() && isTimed()) {
            which = order.get(0).descending() ? "last" : "first";
        } else if (!isBounded()) {
            which = "all";
        } else if (bounds.to() == Long.MAX_VALUE) {
            which = "from " + bounds.from();
        } else {
            which = bounds.from() == 1 ? "first " + bounds.to() : bounds.from() + " to " + bounds.to();
        }
        return kind + "Rank" + Labels.by(partition, input.schema()) + ": " + which + ranks
                + SqlText.order(order, input.schema());
    }

    @Override
    public boolean changing() {
        return window == null && !isFinal() && !isFirstInTime();
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        if (column >= size()) {
            return null;
        }
        if (isFinal() || isFirstInTime()) {
            return input.time(column);
        }
        WindowBounds.Bound bound = window == null ? null : input.bound(column);
        return bound != null && bound.which() == WindowBounds.TIME ? bound.attribute() : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        if (window != null) {
            WindowBounds.Bound end = input.bound(window.end());
            return end != null && end.attribute() == TimeAttribute.PROCESSING;
        }
        return (isFinal() || isFirstInTime()) && input.time(order.get(0).column()) == TimeAttribute.PROCESSING;
    }

    @Override
    public WindowBounds.@Nullable Bound bound(int column) {
        return column < size() && !changing() ? input.bound(column) : null;
    }

    /** The last row of each key by event time is a version of the key until the next one comes. */
    @Override
    public @Nullable Versioned versioned() {
        boolean last = window == null && isFirst() && isTimed() && order.get(0).descending();
        if (!last || partition.isEmpty() || input.time(order.get(0).column()) != TimeAttribute.EVENT) {
            return null;
        }
        List<Expression> columns = new ArrayList<>(Relation.columns(input.schema()));
        if (numbered) {
            columns.add(new Expression.Literal(1L, NUMBER));
        }
        Relation rows = Calcs.project(input, columns, schema.names());
        return new Versioned(rows, partition, order.get(0).column(), false);
    }

    @Override
    public List<Integer> key() {
        if (isFirst()) {
            return partition;
        }
        List<Integer> key = input.key();
        if (key.isEmpty() && numbered && rank == Rank.ROW_NUMBER) {
            List<Integer> numbers = new ArrayList<>(partition);
            numbers.add(size());
            return numbers;
        }
        return key;
    }

    @Override
    public List<Integer> keys(int input) {
        return partition;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return partition;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        boolean withRank = wanted.get(size());
        if (!withRank && !isBounded()) {
            return input.prune(wanted.get(0, size()), need);
        }
        if (isFinal()) {
            return over().prune(wanted, need);
        }
        BitSet used = wanted.get(0, size());
        partition.forEach(used::set);
        order.forEach(column -> used.set(column.column()));
        if (window != null) {
            used.set(window.start());
            used.set(window.end());
        }
        if (need.kinds() && changing()) {
            Need rows = new Need(false, false, true, false, input.changing());
            EachChange.Steps steps = EachChange.steps(input.prune(used, rows), input.changing(), false);
            Ranking pruned = over(steps.seen(), withRank);
            return steps.of(pruned, pruned.updated()).pruned(places(steps.seen(), withRank));
        }
        boolean waits = window != null || isFirstInTime();
        Need ours = waits ? Need.of(this, false, true) : new Need(false, false, true, false);
        Pruned below = input.prune(used, ours);
        return new Pruned(over(below, withRank), places(below, withRank), -1, need.ordinal() ? below.ordinal() : -1);
    }

    private int[] places(Pruned below, boolean withRank) {
        int narrow = below.relation().schema().size();
        int[] places = Pruning.extend(below.places(), size(), 1, narrow);
        places[size()] = withRank ? narrow : -1;
        return places;
    }

    private Ranking over(Pruned below, boolean withRank) {
        Schema narrow = below.relation().schema();
        List<SortColumn> sorted = order.stream()
                .map(column -> new SortColumn(below.place(column.column()), column.descending(), column.nullsFirst()))
                .toList();
        Attached attached = window == null
                ? null
                : new Attached(below.place(window.start()), below.place(window.end()), window.time(), below.late());
        return new Ranking(
                below.relation(),
                below.places(partition),
                sorted,
                rank,
                bounds,
                below.late(),
                below.ordinal(),
                attached,
                withRank,
                withRank ? Pruning.append(narrow, schema, size()) : narrow);
    }

    /** The columns under which a row replaces another, as Flink says of ranks; null when rows only come and go. */
    private @Nullable List<Integer> updated() {
        if (isFirst() && !input.changing()) {
            return partition;
        } else if (!numbered || rank != Rank.ROW_NUMBER) {
            return null;
        }
        List<Integer> columns = new ArrayList<>(partition);
        columns.add(size());
        return columns;
    }

    /** By event time a row's rank follows from the rows before it. */
    private Over over() {
        String function = rank == Rank.ROW_NUMBER ? "COUNT" : rank.name();
        AggregateCall count = new AggregateCall(function, List.of(), List.of(), false, -1, -1, NUMBER);
        return new Over(
                input,
                partition,
                order.get(0).column(),
                -1,
                -1,
                new Frame(true, Frame.UNBOUNDED),
                List.of(count),
                schema);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        RankBounds narrower = bounds;
        List<Expression> others = new ArrayList<>();
        for (Expression condition : conditions) {
            RankBounds asked = RankBounds.of(condition, size());
            RankBounds both = asked == null ? narrower : narrower.and(asked);
            if (asked == null || both.isEmpty()) {
                others.add(condition);
            } else {
                narrower = both;
            }
        }
        Relation below = Calcs.below(input, others, kept, partition::contains, column -> column);
        return within(below, narrower);
    }

    @Override
    public List<String> beyondFlink() {
        List<String> features = new ArrayList<>();
        if (isBounded()) {
            if (rank != Rank.ROW_NUMBER) {
                features.add("Top-N by " + rank);
            }
            if (bounds.to() == Long.MAX_VALUE) {
                features.add("ranks without an upper bound");
            }
            return features;
        }
        if (order.size() != 1) {
            features.add("OVER ordered by several columns");
        } else if (order.get(0).descending()) {
            features.add("OVER ordered descending");
        }
        if (input.changing()) {
            features.add("OVER over rows that change");
        }
        if (Overs.isOver(input)) {
            features.add("several OVER windows in one SELECT");
        }
        return features;
    }

    @Override
    public Specification specification() {
        if (isFirstInTime()) {
            return new RankSpecification.FirstRows(partition, order.get(0).column(), late, ordinal, numbered);
        }
        List<SortColumn> ties = ordinal < 0 ? List.of() : List.of(new SortColumn(ordinal, lastWins(), true));
        RankSpecification.TopRows top =
                new RankSpecification.TopRows(partition, order, ties, rank, bounds.from(), bounds.to(), numbered);
        return window == null
                ? top
                : new RankSpecification.TopRowsAttached(top, window.start(), window.end(), window.time(), late);
    }

    /** Of rows with the latest time, the one that came last is the last row. */
    private boolean lastWins() {
        return isFirst() && isTimed() && order.get(0).descending();
    }
}
