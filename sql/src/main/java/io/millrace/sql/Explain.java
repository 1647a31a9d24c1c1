package io.millrace.sql;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Kept;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.plan.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pipelines as text: each sink with its inputs indented below it. */
public final class Explain {
    private final Pipeline pipeline;
    private final boolean keys;
    private final Set<Integer> shown = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Explain(Pipeline pipeline, boolean keys) {
        this.pipeline = pipeline;
        this.keys = keys;
    }

    /** The plan, one line for an operator and one or more for what it does and keeps; ends with a line end. */
    public static String text(Pipeline pipeline) {
        return text(pipeline, false);
    }

    /**
     * The plan.
     *
     * @param keys whether it also says for each operator which columns tell its rows apart
     */
    public static String text(Pipeline pipeline, boolean keys) {
        Explain explain = new Explain(pipeline, keys);
        for (Node node : pipeline.nodes()) {
            Specification spec = node.spec();
            if (spec instanceof Specification.WriteTable || spec instanceof Specification.Result) {
                explain.add(node, "", "");
            }
        }
        return explain.text.toString();
    }

    /** What each operator keeps, for which key and until when; those that keep nothing are named at the end. */
    public static String state(Pipeline pipeline) {
        StringBuilder text = new StringBuilder();
        List<String> none = new ArrayList<>();
        boolean forEver = false;
        for (Node node : pipeline.nodes()) {
            List<Kept> kept = node.keeps();
            if (kept.isEmpty()) {
                none.add(node.label());
                continue;
            }
            text.append(node.label()).append("  [").append(node.id()).append("]\n");
            for (Kept each : kept) {
                forEver |= each.isForEver();
                text.append("    ")
                        .append(words(each, input(pipeline, node, each.input())))
                        .append('\n');
            }
        }
        if (!none.isEmpty()) {
            text.append("Nothing is kept by: ").append(String.join("; ", none)).append('\n');
        }
        if (forEver) {
            text.append("What is kept for ever grows with the number of keys.\n");
        }
        return text.toString();
    }

    private static String words(Kept kept, Schema input) {
        String keys = names(kept.key(), input);
        String window = kept.eachWindow() ? "open window" : "";
        String each = keys + (keys.isEmpty() || window.isEmpty() ? "" : " and ") + window;
        return "keeps " + kept.what() + (each.isEmpty() ? "" : " for each " + each)
                + (kept.isForEver() ? ", for ever" : ", until " + kept.until());
    }

    private static Schema input(Pipeline pipeline, Node node, int input) {
        return node.inputs().isEmpty()
                ? node.output()
                : pipeline.nodes().get(node.inputs().get(input).node()).output();
    }

    /** The plan as one JSON object, in the shape of Flink's JSON_EXECUTION_PLAN; ends with a line end. */
    public static String json(Pipeline pipeline) {
        StringBuilder text = new StringBuilder("{\n  \"nodes\" : [");
        String between = " ";
        for (Node node : pipeline.nodes()) {
            text.append(between).append("{\n    \"id\" : ").append(node.index());
            text.append(",\n    \"type\" : ").append(quoted(node.label()));
            text.append(",\n    \"contents\" : ").append(quoted(node.id()));
            text.append(",\n    \"changelog\" : ").append(quoted(node.changing() ? "changing" : "append-only"));
            text.append(",\n    \"predecessors\" : [");
            String comma = " ";
            for (Input input : node.inputs()) {
                text.append(comma).append("{ \"id\" : ").append(input.node()).append(", \"ship_strategy\" : ");
                text.append(quoted(strategy(input.exchange()))).append(" }");
                comma = ", ";
            }
            text.append(node.inputs().isEmpty() ? "]" : " ]").append("\n  }");
            between = ", ";
        }
        return text.append(" ]\n}\n").toString();
    }

    private static String strategy(Exchange exchange) {
        return exchange instanceof Exchange.ByKey ? "HASH" : exchange instanceof Exchange.Gather ? "GLOBAL" : "FORWARD";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
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
                    + names(scan.columns(), scan.table().readable()));
            if (scan.partitions() != null) {
                int[] keys = scan.table().partitionedBy().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                Schema told = scan.table().schema().select(keys);
                details.add("only partitions where " + SqlText.of(scan.partitions(), told));
            }
            if (scan.time() != null) {
                details.add("watermark " + SqlText.of(scan.time().watermark(), node.output()));
            }
        } else if (spec instanceof Specification.Calc calc) {
            Schema input = input(pipeline, node, 0);
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
        for (Kept kept : node.keeps()) {
            details.add(words(kept, input(pipeline, node, kept.input())));
        }
        String key = keys ? names(node.key(), node.output()) : "";
        details.add((node.changing() ? "changing" : "append-only") + (key.isEmpty() ? "" : ", key " + key));
        return details;
    }
}
