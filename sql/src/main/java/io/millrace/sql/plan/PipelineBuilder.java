package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.plan.Relation.AssignWindow;
import io.millrace.sql.plan.Relation.Calc;
import io.millrace.sql.plan.Relation.GroupAggregate;
import io.millrace.sql.plan.Relation.Over;
import io.millrace.sql.plan.Relation.Scan;
import io.millrace.sql.plan.Relation.SideScan;
import io.millrace.sql.plan.Relation.Values;
import io.millrace.sql.plan.Relation.WindowAggregate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays relations out as operators. Equal relations become one operator that several others read. */
final class PipelineBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Relation, Integer> placed = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    /** The columns by which a node's rows are spread over workers; null when unknown, empty when all are on one. */
    private final List<@Nullable List<Integer>> spread = new ArrayList<>();

    private PipelineBuilder() {}

    static Pipeline build(List<Target> targets, Set<String> wholeTables) {
        PipelineBuilder builder = new PipelineBuilder();
        SharedScans scans =
                SharedScans.of(targets.stream().map(Target::relation).toList(), wholeTables);
        for (Target target : targets) {
            builder.add(target, scans.rewrite(target.relation()));
        }
        return new Pipeline(builder.nodes);
    }

    private void add(Target target, Relation relation) {
        int input = place(relation);
        Schema schema = nodes.get(input).output();
        boolean changing = nodes.get(input).changing();
        if (target instanceof Target.Write write) {
            List<Integer> key = write.table().primaryKey();
            append(
                    "write-" + write.table().name(),
                    "Write " + write.table().name(),
                    new Specification.WriteTable(write.table(), write.connector(), key),
                    // One writer a table: most sinks cannot be opened twice, and it alone sees whole epochs.
                    List.of(new Input(input, new Exchange.Gather())),
                    schema,
                    changing);
        } else {
            Target.Show show = (Target.Show) target;
            append(
                    show.name(),
                    "Result" + ordering(show.order(), schema),
                    new Specification.Result(show.name(), show.schema(), show.key(), show.order()),
                    List.of(new Input(input, new Exchange.Gather())),
                    schema,
                    changing);
        }
        spread.add(null);
    }

    private static String ordering(Specification.Order order, Schema schema) {
        List<String> columns = order.columns().stream()
                .map(column -> schema.column(column.column()).name() + (column.descending() ? " DESC" : ""))
                .toList();
        return (columns.isEmpty() ? "" : " ordered by " + String.join(", ", columns))
                + (order.limit() < 0 ? "" : " limit " + order.limit())
                + (order.offset() == 0 ? "" : " offset " + order.offset());
    }

    private int place(Relation relation) {
        Integer known = placed.get(relation);
        if (known != null) {
            return known;
        }
        List<Integer> inputs = relation.inputs().stream().map(this::place).toList();
        List<Input> edges = new ArrayList<>();
        for (int input : inputs) {
            edges.add(new Input(input, exchange(relation, input)));
        }
        int index = append(
                Labels.id(relation),
                Labels.label(relation),
                specification(relation),
                edges,
                relation.schema(),
                relation.changing());
        spread.add(spread(relation, inputs));
        placed.put(relation, index);
        return index;
    }

    private int append(
            String id, String label, Specification spec, List<Input> inputs, Schema output, boolean changing) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "-" + i;
        }
        nodes.add(new Node(nodes.size(), unique, label, spec, inputs, output, changing));
        return nodes.size() - 1;
    }

    private Exchange exchange(Relation relation, int input) {
        List<Integer> keys;
        if (relation instanceof WindowAggregate window) {
            keys = window.keys();
        } else if (relation instanceof GroupAggregate group) {
            keys = group.keys();
        } else if (relation instanceof Over over) {
            keys = over.partition();
        } else if (relation instanceof AssignWindow window && window.window() instanceof Specification.Window.Session) {
            keys = window.partition();
        } else {
            return new Exchange.Forward();
        }
        if (keys.equals(spread.get(input))) {
            return new Exchange.Forward();
        }
        return keys.isEmpty() ? new Exchange.Gather() : new Exchange.ByKey(keys);
    }

    private @Nullable List<Integer> spread(Relation relation, List<Integer> inputs) {
        if (relation instanceof WindowAggregate window) {
            return Facts.range(0, window.keys().size());
        } else if (relation instanceof GroupAggregate group) {
            return Facts.range(0, group.keys().size());
        } else if (relation instanceof Over over) {
            return over.partition();
        } else if (relation instanceof AssignWindow window) {
            return window.window() instanceof Specification.Window.Session
                    ? window.partition()
                    : spread.get(inputs.get(0));
        } else if (relation instanceof Calc calc) {
            List<Integer> columns = spread.get(inputs.get(0));
            if (columns == null) {
                return null;
            }
            List<Integer> places = columns.stream()
                    .map(column -> Facts.placeOf(calc.projections(), column))
                    .toList();
            return places.contains(-1) ? null : places;
        }
        return null;
    }

    private static Specification specification(Relation relation) {
        if (relation instanceof Scan scan) {
            return scan(scan);
        } else if (relation instanceof SideScan scan) {
            return new Specification.SideTable(scan.table().table(), scan.kind());
        } else if (relation instanceof Values values) {
            return new Specification.Values(values.rows());
        } else if (relation instanceof Calc calc) {
            return new Specification.Calc(calc.filter(), calc.projections());
        } else if (relation instanceof AssignWindow window) {
            return new Specification.AssignWindows(window.window(), window.time(), window.late(), window.partition());
        } else if (relation instanceof WindowAggregate window) {
            return new Specification.AggregateWindows(
                    window.window(), window.time(), window.late(), window.keys(), window.calls());
        } else if (relation instanceof GroupAggregate group) {
            Relation.Attached window = group.window();
            return window == null
                    ? new Specification.AggregateGroups(group.keys(), group.calls())
                    : new Specification.AggregateAttached(
                            group.keys(), window.start(), window.end(), window.time(), window.late(), group.calls());
        } else if (relation instanceof Over over) {
            return new Specification.AggregateOver(
                    over.partition(), over.time(), over.late(), over.ordinal(), over.frame(), over.calls());
        }
        return new Specification.UnionAll();
    }

    private static Specification scan(Scan scan) {
        var table = scan.table();
        // Expressions of the table speak of its columns; those of the operator of what it reads or emits.
        java.util.BitSet physical = new java.util.BitSet();
        List<Expression> whole = new ArrayList<>();
        for (int column : scan.columns()) {
            Expression computed = table.columns().get(column).computed();
            Column declared = table.schema().column(column);
            Expression value =
                    computed != null ? computed : new Expression.Column(table.physicalIndex(column), declared.type());
            whole.add(value);
            Expressions.collect(value, physical);
        }
        List<Integer> read = physical.stream().boxed().toList();
        List<Expression> projections = whole.stream()
                .map(value -> Expressions.shift(value, read::indexOf))
                .toList();
        Specification.EventTime time = null;
        var event = table.eventTime();
        if (scan.timed() && event != null) {
            int place = scan.columns().indexOf(event.column());
            Check.that(place >= 0, "an event time that is not read", table.name());
            time = new Specification.EventTime(place, Expressions.shift(event.watermark(), scan.columns()::indexOf));
        }
        return new Specification.Scan(
                table.table(),
                table.connector(),
                read,
                projections,
                time,
                scan.late(),
                scan.touching(),
                scan.ordinal());
    }
}
