package io.millrace.engine;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.learn.Models;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.scan.RejectedTables;
import io.millrace.engine.schedule.RunningPipeline;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs pipelines on the workers of this process. */
public final class Engine {
    private final EngineOptions options;
    private final List<Connector> connectors;
    private final RejectedTables rejected;
    private final Models models;

    /** An engine that knows nothing of earlier runs. */
    public Engine(EngineOptions options, List<Connector> connectors) {
        this(options, connectors, new RejectedTables(), new Models());
    }

    /**
     * @param connectors what the tables of pipelines may name
     * @param rejected what {@code t$late} and {@code t$errors} are read from, and where runs leave it
     * @param models what models have learned so far, and where runs leave it
     */
    public Engine(EngineOptions options, List<Connector> connectors, RejectedTables rejected, Models models) {
        this.options = options;
        this.models = models;
        this.connectors = List.copyOf(connectors);
        this.rejected = rejected;
    }

    /**
     * Opens all tables and starts reading; returns once everything is open.
     *
     * @param results where the rows of each {@code Result} node go, by name; called by one engine thread each
     * @throws io.millrace.core.error.ConnectorException when a table cannot be opened
     */
    public Execution start(Pipeline pipeline, Map<String, Sink> results, ConnectorContext context) {
        return start(pipeline, results, context, null);
    }

    /**
     * The same, of a run that survives accidents.
     *
     * @param state where its state is, and goes; closed when the run is over. Null when none is kept
     * @throws io.millrace.engine.checkpoint.StateException when the state that is there cannot be used
     */
    public Execution start(
            Pipeline pipeline, Map<String, Sink> results, ConnectorContext context, @Nullable StateFolder state) {
        return new RunningPipeline(
                pipeline,
                results,
                connectors,
                context,
                new RunningPipeline.Surroundings(options, rejected, models, state));
    }
}
