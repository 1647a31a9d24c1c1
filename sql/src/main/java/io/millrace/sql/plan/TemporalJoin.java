package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.pipeline.TimeJoinSpecification.TimedInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the left input beside the version of the right one that is valid at their time. Times of the left rows
 * stay event times.
 *
 * @param kind INNER or LEFT
 * @param keys what versions are found by
 * @param times the columns of both inputs that are their times
 * @param hidden where hidden columns are
 * @param condition over the columns of the left input and those of the right one but for its hidden ones
 */
record TemporalJoin(
        JoinKind kind,
        Relation left,
        Relation right,
        List<JoinKey> keys,
        Times times,
        HiddenColumns hidden,
        @Nullable Expression condition,
        Schema schema)
        implements Relation {
    TemporalJoin {
        keys = List.copyOf(keys);
    }

    /**
     * @param left a column of the left input
     * @param right a column of the right input
     * @param before whether versions of the same time do not count
     */
    record Times(int left, int right, boolean before) {}

    /**
     * @param lateLeft the left input's late column, or -1
     * @param lateRight the right input's late column, or -1
     * @param ordinal the right input's ordinal, or -1
     */
    record HiddenColumns(int lateLeft, int lateRight, int ordinal) {
        static final HiddenColumns NONE = new HiddenColumns(-1, -1, -1);
    }

    private int leftSize() {
        return left.schema().size();
    }

    @Override
    public List<String> beyondFlink() {
        return keys.isEmpty() ? List.of("a temporal join without equal columns") : List.of();
    }

    @Override
    public List<Relation> inputs() {
        return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new TemporalJoin(kind, inputs.get(0), inputs.get(1), keys, times, hidden, condition, schema);
    }

    @Override
    public String label() {
        List<String> texts = JoinKey.texts(keys, left.schema(), right.schema());
        if (condition != null) {
            texts.add(SqlText.of(condition, schema));
        }
        return "TemporalJoin" + (kind == JoinKind.LEFT ? " left" : "") + " as of "
                + left.schema().column(times.left()).name()
                + (texts.isEmpty() ? "" : " on " + String.join(" AND ", texts));
    }

    @Override
    public String details() {
        return times.before() ? "|before" : "";
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        if (left.changing()) {
            // A row is taken back long after its time.
            return null;
        }
        // Rows wait: only the time that they wait for is then not behind the watermark.
        if (column == times.left()) {
            return TimeAttribute.EVENT;
        }
        boolean processing = column < leftSize() && left.time(column) == TimeAttribute.PROCESSING;
        return processing ? TimeAttribute.PROCESSING : null;
    }

    @Override
    public List<Integer> keys(int input) {
        return keys.stream().map(input == 0 ? JoinKey::left : JoinKey::right).toList();
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return keys(0);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = leftSize();
        BitSet used = (BitSet) wanted.clone();
        used.or(Expressions.columnsOf(condition));
        used.set(times.left());
        used.set(size + times.right());
        for (JoinKey key : keys) {
            used.set(key.left());
            used.set(size + key.right());
        }
        Pruned a = left.prune(
                used.get(0, size), new Need(true, need.touching(), need.ordinal() && !left.changing(), true));
        Pruned b = right.prune(used.get(size, size + right.schema().size()), new Need(true, false, true, true));
        Schema narrow = a.relation().schema();
        List<Integer> visible = Facts.range(0, b.relation().schema().size()).stream()
                .filter(column -> column != b.late() && column != b.ordinal())
                .toList();
        int[] places = Pruning.joined(a.places(), seen(b, visible), narrow.size());
        TemporalJoin pruned = new TemporalJoin(
                kind,
                a.relation(),
                b.relation(),
                keys.stream()
                        .map(key -> new JoinKey(a.place(key.left()), b.place(key.right()), false))
                        .toList(),
                new Times(a.place(times.left()), b.place(times.right()), times.before()),
                new HiddenColumns(a.late(), b.late(), b.ordinal()),
                condition == null ? null : Expressions.shift(condition, column -> places[column]),
                Joins.schema(kind, narrow, select(b.relation().schema(), visible)));
        return left.changing() ? new Pruned(pruned, places, -1, -1) : new Pruned(pruned, places, a.late(), a.ordinal());
    }

    private static int[] seen(Pruned input, List<Integer> visible) {
        int[] places = input.places().clone();
        for (int i = 0; i < places.length; i++) {
            places[i] = visible.indexOf(places[i]);
        }
        return places;
    }

    private static Schema select(Schema schema, List<Integer> columns) {
        return schema.select(columns.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Conditions on left rows sink; others are asked of what was joined. */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        int size = leftSize();
        List<Expression> others = new ArrayList<>();
        Relation newLeft = Calcs.below(left, conditions, others, column -> column < size, column -> column);
        kept.addAll(others);
        return new TemporalJoin(kind, newLeft, right, keys, times, hidden, condition, schema);
    }

    @Override
    public Specification specification() {
        return new TimeJoinSpecification.TemporalJoin(
                new TimedInput(keys(0), times.left(), hidden.lateLeft(), kind == JoinKind.LEFT),
                new TimedInput(keys(1), times.right(), hidden.lateRight(), false),
                hidden.ordinal(),
                times.before(),
                left.changing(),
                condition);
    }
}
