package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Window;
import io.millrace.sql.plan.Relation.AssignWindow;
import io.millrace.sql.plan.Relation.Attached;
import io.millrace.sql.plan.Relation.Calc;
import io.millrace.sql.plan.Relation.GroupAggregate;
import io.millrace.sql.plan.Relation.Over;
import io.millrace.sql.plan.Relation.Scan;
import io.millrace.sql.plan.Relation.SideScan;
import io.millrace.sql.plan.Relation.Union;
import io.millrace.sql.plan.Relation.Values;
import io.millrace.sql.plan.Relation.WindowAggregate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Leaves out the columns that nobody uses, and carries the hidden ones to where they are needed. */
final class Pruning {
    private Pruning() {}

    /**
     * What a consumer needs besides columns.
     *
     * @param late the hidden late column, where there is one
     * @param touching that column also for rows a millisecond ahead of the watermark
     * @param ordinal the hidden ordinal, where there is one
     * @param timed the watermark
     */
    record Need(boolean late, boolean touching, boolean ordinal, boolean timed) {
        static final Need NOTHING = new Need(false, false, false, false);

        Need withOrdinal(boolean value) {
            return new Need(late, touching, ordinal || value, timed);
        }
    }

    /**
     * A relation with fewer columns.
     *
     * @param places where each column went, -1 for those left out
     * @param late where the hidden late column is, or -1
     * @param ordinal where the hidden ordinal is, or -1
     */
    record Pruned(Relation relation, int[] places, int late, int ordinal) {
        int place(int column) {
            Check.that(places[column] >= 0, "a column was left out that is used");
            return places[column];
        }

        List<Integer> places(List<Integer> columns) {
            return columns.stream().map(this::place).toList();
        }
    }

    /** The relation with just the columns asked for, in their order, and nothing hidden. */
    static Relation exactly(Relation relation, List<Integer> columns, List<String> names) {
        BitSet wanted = new BitSet();
        columns.forEach(wanted::set);
        Pruned pruned = prune(relation, wanted, Need.NOTHING);
        List<Expression> projections = new ArrayList<>();
        for (int column : columns) {
            projections.add(reference(pruned.relation(), pruned.place(column)));
        }
        return Calcs.project(pruned.relation(), projections, names);
    }

    static Pruned prune(Relation relation, BitSet wanted, Need need) {
        if (relation instanceof Scan scan) {
            return scan(scan, wanted, need);
        } else if (relation instanceof SideScan) {
            return new Pruned(relation, identity(relation.schema().size()), -1, -1);
        } else if (relation instanceof Values values) {
            return values(values, need);
        } else if (relation instanceof Calc calc) {
            return calc(calc, wanted, need);
        } else if (relation instanceof AssignWindow window) {
            return assign(window, wanted, need);
        } else if (relation instanceof WindowAggregate window) {
            return aggregate(window, need);
        } else if (relation instanceof GroupAggregate group) {
            return aggregate(group);
        } else if (relation instanceof Over over) {
            return over(over, wanted, need);
        }
        return union((Union) relation, wanted, need);
    }

    private static Pruned scan(Scan scan, BitSet wanted, Need need) {
        var time = scan.table().eventTime();
        boolean timed = need.timed() && time != null;
        List<Integer> columns = new ArrayList<>();
        int[] places = new int[scan.columns().size()];
        for (int i = 0; i < places.length; i++) {
            boolean kept =
                    wanted.get(i) || (timed && time != null && scan.columns().get(i) == time.column());
            places[i] = kept ? columns.size() : -1;
            if (kept) {
                columns.add(scan.columns().get(i));
            }
        }
        if (columns.isEmpty()) {
            columns.add(scan.columns().get(cheapest(scan)));
        }
        boolean late = need.late() && time != null;
        Scan pruned = new Scan(scan.table(), columns, late, late && need.touching(), need.ordinal(), timed);
        int next = columns.size();
        return new Pruned(pruned, places, late ? next++ : -1, need.ordinal() ? next : -1);
    }

    /** Rows that are written down are in the order in which they are. */
    private static Pruned values(Values values, Need need) {
        int size = values.schema().size();
        if (!need.ordinal()) {
            return new Pruned(values, identity(size), -1, -1);
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (List<Expression> row : values.rows()) {
            List<Expression> numbered = new ArrayList<>(row);
            numbered.add(new Expression.Literal((long) rows.size(), Hidden.ORDINAL.type()));
            rows.add(numbered);
        }
        return new Pruned(new Values(rows, values.schema().with(Hidden.ORDINAL)), identity(size), -1, size);
    }

    /** Rows of which nothing tells the order get the same ordinal all, so that their values decide. */
    private static Pruned ordered(Pruned input) {
        if (input.ordinal() >= 0) {
            return input;
        }
        Relation relation = input.relation();
        int size = relation.schema().size();
        List<Expression> projections = new ArrayList<>(Relation.columns(relation.schema()));
        projections.add(new Expression.Literal(0L, Hidden.ORDINAL.type()));
        List<String> names = new ArrayList<>(relation.schema().names());
        names.add(Hidden.ORDINAL.name());
        return new Pruned(Calcs.project(relation, projections, names), input.places(), input.late(), size);
    }

    /** Rows need one column at least to be counted by. */
    private static int cheapest(Scan scan) {
        for (int i = 0; i < scan.columns().size(); i++) {
            if (scan.table().columns().get(scan.columns().get(i)).isPhysical()
                    && scan.schema().type(i).storage() != Storage.BYTES) {
                return i;
            }
        }
        return 0;
    }

    private static Pruned calc(Calc calc, BitSet wanted, Need need) {
        BitSet used = Expressions.columnsOf(calc.filter());
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            Expressions.collect(calc.projections().get(i), used);
        }
        Pruned input = prune(calc.input(), used, need);
        List<Expression> projections = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int[] places = new int[calc.projections().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = wanted.get(i) ? projections.size() : -1;
            if (wanted.get(i)) {
                projections.add(Expressions.shift(calc.projections().get(i), input::place));
                names.add(calc.schema().column(i).name());
            }
        }
        if (projections.isEmpty() && calc.filter() == null) {
            return new Pruned(input.relation(), places, input.late(), input.ordinal());
        }
        int late = carry(input.relation(), input.late(), Hidden.LATE.name(), projections, names);
        int ordinal = carry(input.relation(), input.ordinal(), Hidden.ORDINAL.name(), projections, names);
        if (projections.isEmpty()) {
            carry(input.relation(), 0, input.relation().schema().column(0).name(), projections, names);
        }
        Expression filter = calc.filter() == null ? null : Expressions.shift(calc.filter(), input::place);
        return new Pruned(Calcs.calc(input.relation(), filter, projections, names), places, late, ordinal);
    }

    private static int carry(
            Relation input, int column, String name, List<Expression> projections, List<String> names) {
        if (column < 0) {
            return -1;
        }
        projections.add(reference(input, column));
        names.add(name);
        return projections.size() - 1;
    }

    private static Pruned assign(AssignWindow window, BitSet wanted, Need need) {
        BitSet used = wanted.get(0, window.start());
        used.set(window.time());
        window.partition().forEach(used::set);
        boolean session = window.window() instanceof Window.Session;
        Need below = session ? new Need(true, true, need.ordinal(), true) : need;
        Pruned input = prune(window.input(), used, below);
        int size = input.relation().schema().size();
        Schema schema = append(input.relation().schema(), window.schema(), window.start());
        AssignWindow pruned = new AssignWindow(
                input.relation(),
                window.window(),
                input.place(window.time()),
                session ? input.late() : -1,
                input.places(window.partition()),
                schema);
        int[] places = extend(input.places(), window.start(), 3, size);
        return new Pruned(pruned, places, session ? -1 : input.late(), input.ordinal());
    }

    /** The results of windows are in the order of their times, as their own ordinals say. */
    private static Pruned aggregate(WindowAggregate window, Need need) {
        BitSet used = used(window.keys(), window.calls());
        used.set(window.time());
        boolean ordinal = window.calls().stream().anyMatch(Aggregates::isOrdered);
        Pruned input =
                prune(window.input(), used, new Need(true, window.window() instanceof Window.Session, ordinal, true));
        WindowAggregate pruned = new WindowAggregate(
                input.relation(),
                window.window(),
                input.place(window.time()),
                input.late(),
                input.places(window.keys()),
                calls(window.calls(), input, input.ordinal() < 0 ? input.place(window.time()) : input.ordinal()),
                window.schema());
        int windowTime = window.start() + 2;
        return new Pruned(pruned, identity(window.schema().size()), -1, need.ordinal() ? windowTime : -1);
    }

    private static Pruned aggregate(GroupAggregate group) {
        boolean ordinal = group.calls().stream().anyMatch(Aggregates::isOrdered);
        Attached window = group.window();
        Need need = new Need(window != null, false, ordinal, window != null);
        Pruned input = prune(group.input(), used(group.keys(), group.calls()), need);
        input = ordinal ? ordered(input) : input;
        GroupAggregate pruned = new GroupAggregate(
                input.relation(),
                input.places(group.keys()),
                window == null
                        ? null
                        : new Attached(
                                input.place(window.start()), input.place(window.end()), window.time(), input.late()),
                calls(group.calls(), input, input.ordinal()),
                group.schema());
        return new Pruned(pruned, identity(group.schema().size()), -1, -1);
    }

    private static Pruned over(Over over, BitSet wanted, Need need) {
        int size = over.input().schema().size();
        BitSet used = wanted.get(0, size);
        used.or(used(over.partition(), over.calls()));
        used.set(over.time());
        Pruned input = prune(over.input(), used, new Need(true, false, true, true));
        Relation below = input.relation();
        Over pruned = new Over(
                below,
                input.places(over.partition()),
                input.place(over.time()),
                input.late(),
                input.ordinal(),
                over.frame(),
                calls(over.calls(), input, input.ordinal()),
                append(below.schema(), over.schema(), size));
        int[] places =
                extend(input.places(), size, over.calls().size(), below.schema().size());
        return new Pruned(pruned, places, -1, need.ordinal() ? input.ordinal() : -1);
    }

    private static Pruned union(Union union, BitSet wanted, Need need) {
        List<Pruned> inputs =
                union.inputs().stream().map(input -> prune(input, wanted, need)).toList();
        List<Integer> columns = wanted.stream().boxed().toList();
        boolean late = inputs.stream().anyMatch(input -> input.late() >= 0);
        boolean ordinal = inputs.stream().anyMatch(input -> input.ordinal() >= 0);
        List<Relation> aligned = new ArrayList<>();
        for (Pruned input : inputs) {
            List<Expression> projections = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int column : columns) {
                projections.add(reference(input.relation(), input.place(column)));
                names.add(union.schema().column(column).name());
            }
            addHidden(late, input.late(), Hidden.LATE, null, projections, names);
            addHidden(ordinal, input.ordinal(), Hidden.ORDINAL, 0L, projections, names);
            aligned.add(Calcs.project(input.relation(), projections, names));
        }
        Schema schema = union.schema()
                .select(columns.stream().mapToInt(Integer::intValue).toArray());
        schema = late ? schema.with(Hidden.LATE) : schema;
        schema = ordinal ? schema.with(Hidden.ORDINAL) : schema;
        int[] places = new int[union.schema().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = columns.indexOf(i);
        }
        int next = columns.size();
        return new Pruned(new Union(aligned, schema), places, late ? next++ : -1, ordinal ? next : -1);
    }

    private static void addHidden(
            boolean wanted,
            int column,
            Column hidden,
            @org.jspecify.annotations.Nullable Object otherwise,
            List<Expression> projections,
            List<String> names) {
        if (wanted) {
            projections.add(
                    column >= 0
                            ? new Expression.Column(column, hidden.type())
                            : new Expression.Literal(otherwise, hidden.type()));
            names.add(hidden.name());
        }
    }

    private static BitSet used(List<Integer> keys, List<AggregateCall> calls) {
        BitSet used = new BitSet();
        keys.forEach(used::set);
        for (AggregateCall call : calls) {
            call.arguments().forEach(used::set);
            if (call.filter() >= 0) {
                used.set(call.filter());
            }
        }
        return used;
    }

    private static List<AggregateCall> calls(List<AggregateCall> calls, Pruned input, int ordinal) {
        return calls.stream()
                .map(call -> new AggregateCall(
                        call.function(),
                        input.places(call.arguments()),
                        call.argumentTypes(),
                        call.distinct(),
                        call.filter() < 0 ? -1 : input.place(call.filter()),
                        Aggregates.isOrdered(call) ? ordinal : -1,
                        call.type()))
                .toList();
    }

    /** The schema of an operator that appends columns to its input's, when the input has become narrower. */
    private static Schema append(Schema input, Schema whole, int from) {
        return input.with(whole.columns().subList(from, whole.size()).toArray(Column[]::new));
    }

    private static int[] extend(int[] places, int size, int added, int from) {
        int[] extended = new int[size + added];
        System.arraycopy(places, 0, extended, 0, size);
        IntUnaryOperator place = i -> from + i;
        for (int i = 0; i < added; i++) {
            extended[size + i] = place.applyAsInt(i);
        }
        return extended;
    }

    private static int[] identity(int size) {
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = i;
        }
        return places;
    }

    private static Expression reference(Relation relation, int column) {
        return new Expression.Column(column, relation.schema().type(column));
    }
}
