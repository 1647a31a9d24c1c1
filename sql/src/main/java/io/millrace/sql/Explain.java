package io.millrace.sql;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Frame;
import io.millrace.sql.plan.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pipelines as text: each sink with its inputs indented below it. */
public final class Explain {
    private final Pipeline pipeline;
    private final Set<Integer> shown = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Explain(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The plan, one line for an operator and one or more for what it does and keeps; ends with a line end. */
    public static String text(Pipeline pipeline) {
        Explain explain = new Explain(pipeline);
        for (Node node : pipeline.nodes()) {
            Specification spec = node.spec();
            if (spec instanceof Specification.WriteTable || spec instanceof Specification.Result) {
                explain.add(node, "", "");
            }
        }
        return explain.text.toString();
    }

    private void add(Node node, String exchange, String indent) {
        text.append(indent).append(node.label()).append("  [").append(node.id()).append(']');
        if (!exchange.isEmpty()) {
            text.append("  ").append(exchange);
        }
        text.append('\n');
        if (!shown.add(node.index())) {
            text.append(indent).append("    (as above)\n");
            return;
        }
        for (String detail : details(node)) {
            text.append(indent).append("    ").append(detail).append('\n');
        }
        for (Input input : node.inputs()) {
            Node producer = pipeline.nodes().get(input.node());
            add(producer, exchange(input.exchange(), producer.output()), indent + "  ");
        }
    }

    private static String exchange(Exchange exchange, Schema schema) {
        if (exchange instanceof Exchange.ByKey key) {
            return "-> by key " + names(key.columns(), schema);
        }
        return exchange instanceof Exchange.Gather ? "-> gathered" : "";
    }

    private static String names(List<Integer> columns, Schema schema) {
        return String.join(
                ", ",
                columns.stream().map(column -> schema.column(column).name()).toList());
    }

    private List<String> details(Node node) {
        List<String> details = new ArrayList<>();
        Specification spec = node.spec();
        if (spec instanceof Specification.Scan scan) {
            details.add("connector " + scan.connector() + ", reads "
                    + names(scan.columns(), scan.table().schema()));
            if (scan.time() != null) {
                details.add("watermark " + SqlText.of(scan.time().watermark(), node.output()));
            }
        } else if (spec instanceof Specification.Calc calc) {
            Schema input = pipeline.nodes().get(node.inputs().get(0).node()).output();
            if (calc.filter() != null) {
                details.add("where " + SqlText.of(calc.filter(), input));
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < calc.projections().size(); i++) {
                String value = SqlText.of(calc.projections().get(i), input);
                String name = node.output().column(i).name();
                values.add(value.equals(name) ? name : value + " AS " + name);
            }
            details.add("select " + String.join(", ", values));
        } else if (spec instanceof Specification.WriteTable write
                && !write.key().isEmpty()) {
            details.add("key " + names(write.key(), node.output()));
        } else if (spec instanceof Specification.Result result && !result.key().isEmpty()) {
            details.add("key " + names(result.key(), node.output()));
        }
        state(spec).forEach(details::add);
        details.add(node.changing() ? "changing" : "append-only");
        return details;
    }

    private static List<String> state(Specification spec) {
        if (spec instanceof Specification.AggregateWindows || spec instanceof Specification.AggregateAttached) {
            return List.of("keeps one row for each key and open window");
        } else if (spec instanceof Specification.AggregateGroups groups) {
            return List.of(groups.keys().isEmpty() ? "keeps one row" : "keeps one row for each key, for ever");
        } else if (spec instanceof Specification.AggregateOver over) {
            boolean unbounded = over.frame().preceding() == Frame.UNBOUNDED;
            return List.of("keeps rows that are not yet final, and "
                    + (unbounded ? "one row for each key, for ever" : "the frame of each key"));
        } else if (spec instanceof Specification.AssignWindows assign
                && assign.window() instanceof Specification.Window.Session) {
            return List.of("keeps the rows of open sessions");
        }
        if (spec instanceof Specification.SetOperation) {
            return List.of("keeps each distinct row of either input once");
        }
        if (spec instanceof Specification.JoinWindows) {
            return List.of("keeps the rows of open windows");
        }
        return spec instanceof Specification.Join join ? joined(join) : List.of();
    }

    private static List<String> joined(Specification.Join join) {
        return List.of(
                join.kind().isPaired() || join.condition() != null
                        ? "keeps the rows of both inputs"
                        : "keeps the rows of the left input and one count for each key of the right one");
    }
}
