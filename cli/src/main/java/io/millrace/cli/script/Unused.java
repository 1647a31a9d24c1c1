package io.millrace.cli.script;

import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import java.io.PrintStream;

/** Says at the end of a run how many rows could not be read or came too late: nobody should have to ask for it. */
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
                String table = table(pipeline, planned);
                target.println("warning: " + rows(node.lateRows()) + " came too late for '" + planned.label()
                        + "': SELECT * FROM " + table + "$late shows "
                        + (node.lateRows() == 1 ? "it" : "them"));
            }
        }
    }

    /** The first table that an operator's rows come from. */
    private static String table(Pipeline pipeline, Pipeline.Node node) {
        Pipeline.Node at = node;
        while (!at.inputs().isEmpty()) {
            at = pipeline.nodes().get(at.inputs().get(0).node());
        }
        return at.spec() instanceof Specification.Scan scan ? scan.table().name() : "t";
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
