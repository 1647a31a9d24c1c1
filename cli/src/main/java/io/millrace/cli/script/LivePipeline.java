package io.millrace.cli.script;

import io.millrace.core.connect.Sink;
import io.millrace.engine.Execution;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.server.LiveJob;
import io.millrace.server.LiveTable;
import io.millrace.server.LiveTile;
import io.millrace.sql.Step;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script's pipeline that runs, with a tile of the live page for each of its queries.
 *
 * @param execution the run
 * @param job what the page shows
 */
public record LivePipeline(Execution execution, LiveJob job) {
    /**
     * Starts a pipeline.
     *
     * @param name what the page calls it
     * @param standardOutput where connectors print
     */
    public static LivePipeline start(Statements statements, String name, Step.Run run, PrintStream standardOutput) {
        List<LiveTable> tables = new ArrayList<>();
        Map<String, Sink> sinks = new LinkedHashMap<>();
        for (Node node : run.pipeline().nodes()) {
            if (node.spec() instanceof Specification.Result result) {
                LiveTable table = new LiveTable(tile(result, node.changing(), run.results()));
                tables.add(table);
                sinks.put(result.name(), table);
            }
        }
        Execution execution = statements.start(run, sinks, standardOutput);
        return new LivePipeline(
                execution, new LiveJob(name, run.pipeline(), execution::metrics, execution::why, tables));
    }

    private static LiveTile tile(Specification.Result result, boolean changing, List<Step.Query> queries) {
        for (Step.Query query : queries) {
            if (query.result().equals(result.name())) {
                String title = query.title().isEmpty() ? result.name() : query.title();
                return new LiveTile(result.name(), title, query.sql(), result.schema(), result.key(), -1, changing);
            }
        }
        throw new IllegalStateException("bug: no query for " + result.name());
    }
}
