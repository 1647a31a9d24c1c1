package io.millrace.acceptance.why;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.learn.Models;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.why.Explanation;
import io.millrace.learn.Learners;
import io.millrace.learn.model.OnlineModels;
import io.millrace.learn.model.StandardScoring;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.SessionModels;
import io.millrace.sql.Step;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A query over tables {@code t} and {@code u} of given rows, while it runs. */
final class ExplainedRun implements AutoCloseable {
    private static final String TABLES = """
            CREATE TABLE t (ts TIMESTAMP(3), k STRING, n BIGINT, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)
            WITH ('connector' = 'given', 'name' = 't', 'splits' = 'a,b', 'scan.watermark.idle-timeout' = '%1$s');
            CREATE TABLE u (ts TIMESTAMP(3), k STRING, n BIGINT, WATERMARK FOR ts AS ts,
              PRIMARY KEY (k) NOT ENFORCED)
            WITH ('connector' = 'given', 'name' = 'u', 'splits' = 'a', 'scan.watermark.idle-timeout' = '%1$s');
            SET 'table.allow-traps' = 'true';
            """;

    private final GivenRows rows = new GivenRows();
    private final Semaphore epochs = new Semaphore(0);
    private final Pipeline pipeline;
    private final Execution execution;

    private ExplainedRun(String idleTimeout, String query, int workers) {
        List<Connector> connectors = List.of(rows);
        SessionModels models = new SessionModels(
                List.of(new OnlineModels(Learners.ALL)), List.of(), new StandardScoring(), new Models());
        Session session = Session.local(connectors, models, table -> false);
        List<Step> steps = new Planner(session).plan(TABLES.formatted(idleTimeout) + query);
        pipeline = ((Step.Run) steps.get(steps.size() - 1)).pipeline();
        Map<String, Sink> sinks = new HashMap<>();
        pipeline.nodes().forEach(node -> {
            if (node.spec() instanceof Specification.Result result) {
                sinks.put(result.name(), new Ends(epochs));
            }
        });
        ConnectorContext context =
                new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, System.out);
        execution = new Engine(EngineOptions.defaults(workers), connectors).start(pipeline, sinks, context);
    }

    /** Tells of the ends of epochs. */
    private record Ends(Semaphore epochs) implements Sink {
        @Override
        public void write(Batch changes) {}

        @Override
        public void endEpoch(long epoch, long watermark) {
            epochs.release();
        }
    }

    /** Starts a query whose silent splits hold the watermark back for ever. */
    static ExplainedRun of(String query) {
        return new ExplainedRun("0 s", query, 1);
    }

    /** Starts a query whose splits are idle when they have been silent for so long. */
    static ExplainedRun withIdleTimeout(String timeout, String query) {
        return new ExplainedRun(timeout, query, 2);
    }

    /** Gives rows to a split: {@code t/a 12:03:46 x 10}. */
    ExplainedRun give(String... given) {
        for (String row : given) {
            rows.give(row.substring(0, 1), row.substring(2, 3), row.substring(4));
        }
        return this;
    }

    /** Ends all splits, and waits for the end of the run. */
    Explanation end() throws InterruptedException {
        rows.end("t", "a");
        rows.end("t", "b");
        rows.end("u", "a");
        execution.await();
        return execution.why();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** The explanation once it is such a one and no epoch is under way; a test waits for it as long as it may run. */
    Explanation when(Predicate<Explanation> condition) throws InterruptedException {
        while (true) {
            Explanation why = execution.why();
            if (why.epoch() == why.readEpoch() && condition.test(why)) {
                return why;
            }
            // What an epoch changed in the figures can be seen a moment after its end.
            epochs.tryAcquire(20, TimeUnit.MILLISECONDS);
        }
    }

    /** The explanation once a table's watermark is at a time of the day, {@code 12:03:41}. */
    Explanation at(String table, String watermark) throws InterruptedException {
        return when(why -> why.sources().stream()
                .anyMatch(source ->
                        source.table().equals(table) && ("2026-01-01 " + watermark).equals(source.watermark())));
    }

    @Override
    public void close() throws InterruptedException {
        execution.stop();
        execution.await();
    }
}
