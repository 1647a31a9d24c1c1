package io.millrace.engine.schedule;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.Check;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.operator.Operator;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.changelog.EachChangeOperator;
import io.millrace.engine.changelog.FromChangelogOperator;
import io.millrace.engine.changelog.NetChangesOperator;
import io.millrace.engine.changelog.ToChangelogOperator;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.flow.CalcOperator;
import io.millrace.engine.flow.ForwardOperator;
import io.millrace.engine.flow.KeptRows;
import io.millrace.engine.flow.SinkOperator;
import io.millrace.engine.flow.UnnestOperator;
import io.millrace.engine.group.AggregateElementsOperator;
import io.millrace.engine.group.AggregateGroupsOperator;
import io.millrace.engine.group.SetOperator;
import io.millrace.engine.join.JoinOperator;
import io.millrace.engine.join.WindowJoinOperator;
import io.millrace.engine.learn.ModelOperators;
import io.millrace.engine.match.MatchOperator;
import io.millrace.engine.over.AggregateOverOperator;
import io.millrace.engine.over.FirstRowsOperator;
import io.millrace.engine.over.OverAheadOperator;
import io.millrace.engine.over.SortOperator;
import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.JoinSpecification;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.OverSpecification;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.RankSpecification;
import io.millrace.engine.pipeline.Recognition;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.rank.OrderedOverOperator;
import io.millrace.engine.rank.TopRowsOperator;
import io.millrace.engine.timejoin.TimeJoinOperators;
import io.millrace.engine.window.WindowOperators;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes operators from their specifications. */
final class OperatorFactory {
    private final Pipeline pipeline;
    private final Map<String, Sink> results;
    private final List<Connector> connectors;
    private final ConnectorContext context;
    private final ModelOperators models;
    private final @Nullable Durability durability;

    OperatorFactory(
            Pipeline pipeline,
            Map<String, Sink> results,
            List<Connector> connectors,
            ConnectorContext context,
            ModelOperators models,
            @Nullable Durability durability) {
        this.durability = durability;
        this.pipeline = pipeline;
        this.results = results;
        this.connectors = connectors;
        this.context = context;
        this.models = models;
    }

    /** The connector of that name, if it can do what {@code kind} does. */
    static <C extends Connector> C connector(List<Connector> connectors, String name, Class<C> kind, String table) {
        for (Connector connector : connectors) {
            if (connector.name().equals(name)) {
                if (kind.isInstance(connector)) {
                    return kind.cast(connector);
                }
                String able = kind == SinkConnector.class ? "written" : "read";
                throw new ConnectorException(
                        "table " + table + " cannot be " + able + ": connector '" + name + "' does not do that", null);
            }
        }
        throw new ConnectorException("there is no connector '" + name + "' (table " + table + ")", null);
    }

    private Schema input(Node node, int number) {
        return pipeline.nodes().get(node.inputs().get(number).node()).output();
    }

    Operator create(Node node, int worker) {
        if (node.spec() instanceof LearnSpecification.LearnerTable) {
            return new ForwardOperator();
        } else if (node.spec() instanceof LearnSpecification learn) {
            return models.create(learn, input(node, 0), node.output(), worker);
        }
        return create(node, node.inputs().isEmpty() ? node.output() : input(node, 0), worker == 0);
    }

    private Operator create(Node node, Schema input, boolean firstWorker) {
        boolean changing = !node.inputs().isEmpty()
                && node.inputs().stream()
                        .anyMatch(from -> pipeline.nodes().get(from.node()).changing());
        Specification spec = node.spec();
        if (spec instanceof Specification.Scan
                || spec instanceof Specification.Values
                || spec instanceof Specification.SideTable
                || spec instanceof Specification.UnionAll) {
            return new ForwardOperator();
        } else if (spec instanceof Specification.Calc calc) {
            return new CalcOperator(
                    ExpressionCompiler.compile(calc.filter(), calc.projections(), input, context.zone()));
        } else if (spec instanceof Specification.Unnest unnest) {
            return new UnnestOperator(unnest, input, node.output(), context.zone());
        } else if (spec instanceof Specification.AggregateElements elements) {
            return new AggregateElementsOperator(elements, input, node.output(), context.zone());
        } else if (spec instanceof Specification.AggregateGroups groups) {
            return new AggregateGroupsOperator(groups, input, node.output(), changing, firstWorker);
        } else if (spec instanceof WindowSpecification.AggregateWindows windows) {
            return WindowOperators.aggregate(windows, input, node.output(), changing, context.zone());
        } else if (spec instanceof WindowSpecification.AggregateAttached attached) {
            return WindowOperators.attached(attached, input, node.output(), context.zone());
        } else if (spec instanceof WindowSpecification.AssignWindows assign) {
            return WindowOperators.assign(assign, input, node.output(), context.zone());
        } else if (spec instanceof OverSpecification.AggregateOver over) {
            return new AggregateOverOperator(over, input, node.output());
        } else if (spec instanceof TimeJoinSpecification.IntervalJoin join) {
            return TimeJoinOperators.interval(join, input, input(node, 1), node.output(), context.zone());
        } else if (spec instanceof TimeJoinSpecification.TemporalJoin join) {
            return TimeJoinOperators.temporal(join, input, input(node, 1), node.output(), context.zone());
        } else if (spec instanceof JoinSpecification.SetOperation set) {
            return new SetOperator(set, input);
        } else if (spec instanceof JoinSpecification.JoinWindows join) {
            return new WindowJoinOperator(join, joined(node, 0), joined(node, 1), node.output(), context.zone());
        } else if (spec instanceof TimeJoinSpecification.LookupJoin join) {
            return TimeJoinOperators.lookup(join, input, input(node, 1), node.output(), context.zone());
        } else if (spec instanceof JoinSpecification.Join join) {
            return new JoinOperator(join, joined(node, 0), joined(node, 1), node.output(), context.zone());
        } else if (spec instanceof RankSpecification.TopRows top) {
            return new TopRowsOperator(top, input, node.output(), changing);
        } else if (spec instanceof RankSpecification.FirstRows first) {
            return new FirstRowsOperator(first, input);
        } else if (spec instanceof OverSpecification.OrderedOver over) {
            return new OrderedOverOperator(over, input, node.output());
        } else if (spec instanceof OverSpecification.OverAhead over) {
            return new OverAheadOperator(over, input, node.output());
        } else if (spec instanceof ChangelogSpecification changelog) {
            return changelog(node, changelog, input, firstWorker);
        } else if (spec instanceof Specification.SortRows sort) {
            return new SortOperator(sort, input);
        } else if (spec instanceof RankSpecification.TopRowsAttached top) {
            return WindowOperators.attachedTop(top, input, node.output(), context.zone());
        } else if (spec instanceof Recognition.Match match) {
            return new MatchOperator(match, input, context.zone());
        } else if (spec instanceof Specification.WriteTable write) {
            SinkConnector connector = connector(
                    connectors,
                    write.connector(),
                    SinkConnector.class,
                    write.table().name());
            Sink sink = connector.sink(write.table(), context);
            return new SinkOperator(
                    durability != null && sink instanceof MarkedSink marked
                            ? durability.outbox(node, input, marked)
                            : kept(sink, input),
                    input,
                    changing);
        }
        Specification.Result result = (Specification.Result) spec;
        Sink sink = results.get(result.name());
        Check.that(sink != null, "nobody takes the result", result.name());
        return new SinkOperator(kept(Objects.requireNonNull(sink), input), input, changing);
    }

    private Sink kept(Sink sink, Schema input) {
        return durability != null && sink.showsTable() ? new KeptRows(sink, input) : sink;
    }

    private Operator changelog(Node node, ChangelogSpecification spec, Schema input, boolean firstWorker) {
        if (spec instanceof ChangelogSpecification.FromChangelog from) {
            return new FromChangelogOperator(from);
        } else if (spec instanceof ChangelogSpecification.ToChangelog to) {
            return new ToChangelogOperator(to);
        } else if (spec instanceof ChangelogSpecification.NetChanges net) {
            return new NetChangesOperator(net, input);
        }
        ChangelogSpecification.EachChange each = (ChangelogSpecification.EachChange) spec;
        int hidden = each.ordinal() < 0 ? 1 : 2;
        List<Column> columns = node.output().columns();
        Schema output = new Schema(columns.subList(0, columns.size() - hidden));
        Node inner = new Node(
                node.index(),
                node.id(),
                node.label(),
                each.of(),
                node.inputs(),
                output,
                node.changing(),
                node.key(),
                node.processingTime());
        Schema seen = new Schema(input.columns().subList(0, each.width()));
        Operator operator = create(inner, seen, firstWorker);
        return new EachChangeOperator(each, operator, input, output, node.output());
    }

    private JoinOperator.Input joined(Node node, int input) {
        Node producer = pipeline.nodes().get(node.inputs().get(input).node());
        boolean expiring = node.inputs().get(input).lifetimeMicros() > 0;
        return new JoinOperator.Input(producer.output(), producer.changing(), expiring);
    }
}
