package io.millrace.cli.script;

import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import java.io.PrintStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says at the end of a run what could not be read, came too late or was forgotten: nobody should have to ask for it. */
final class Unused {
    private Unused() {}

    static void tell(Pipeline pipeline, Metrics metrics, PrintStream target) {
        for (Metrics.NodeMetrics node : metrics.nodes()) {
            Pipeline.Node planned = pipeline.nodes().get(node.node());
            if (node.errorRows() > 0 && planned.spec() instanceof Specification.Scan scan) {
                String table = scan.table().name();
                target.println("warning: " + rows(node.errorRows()) + " of " + table + " could not be read: "
                        + "SELECT reason, raw_text FROM " + table + "$errors shows why");
            }
            if (node.lateRows() > 0) {
                Set<String> tables = new TreeSet<>();
                collect(pipeline, planned, tables);
                target.println("warning: " + rows(node.lateRows()) + " came too late for '" + planned.label() + "': "
                        + shown(tables, node.lateRows()));
            }
            if (node.expired() > 0) {
                target.println("warning: '" + planned.label() + "' forgot " + node.expired()
                        + (node.expired() == 1 ? " key or row that was" : " keys or rows that were")
                        + " not written for the time to live; what came of them stays");
            }
        }
    }

    private static String shown(Set<String> tables, long rows) {
        if (tables.size() == 1) {
            return "SELECT * FROM " + tables.iterator().next() + "$late shows " + (rows == 1 ? "it" : "them");
        }
        return (rows == 1 ? "it is" : "they are") + " in "
                + tables.stream().map(table -> table + "$late").collect(Collectors.joining(" or "));
    }

    /** The tables that an operator's rows come from. */
    private static void collect(Pipeline pipeline, Pipeline.Node node, Set<String> tables) {
        if (node.spec() instanceof Specification.Scan scan) {
            tables.add(scan.table().name());
        }
        node.inputs().forEach(input -> collect(pipeline, pipeline.nodes().get(input.node()), tables));
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
