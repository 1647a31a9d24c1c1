package io.millrace.acceptance.generated;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Schema;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.Step;
import io.millrace.testkit.MemoryConnector;
import io.millrace.testkit.Rows;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs scripts over the table {@code t}; plans each text once. */
final class PipelineRun {
    private final MemoryConnector memory = new MemoryConnector();
    private final CollectingConnector collecting = new CollectingConnector();
    private final List<Connector> connectors = List.of(memory, collecting);
    private final Map<String, Pipeline> plans = new ConcurrentHashMap<>();

    /** The start of a script: the table, its watermark some milliseconds behind. */
    static String table(String columns, long delayMillis) {
        return "CREATE TABLE t (%s, WATERMARK FOR ts AS ts - %s) WITH ('connector' = 'memory', 'name' = 't');\n"
                .formatted(columns, interval(delayMillis));
    }

    static String interval(long millis) {
        return "INTERVAL '%s%d.%03d' SECOND"
                .formatted(millis < 0 ? "-" : "", Math.abs(millis) / 1000, Math.abs(millis) % 1000);
    }

    private Pipeline plan(String script) {
        return plans.computeIfAbsent(script, text -> {
            Session session = Session.local(connectors, table -> true);
            List<Step> steps = new Planner(session).plan(text);
            return ((Step.Run) steps.get(steps.size() - 1)).pipeline();
        });
    }

    String explain(String script) {
        StringBuilder text = new StringBuilder();
        for (Node node : plan(script).nodes()) {
            text.append("  ").append(node.spec()).append('\n');
        }
        return text.toString();
    }

    /** Runs a script to its end; gives what came of each of its results and written tables. */
    Map<String, Collected> run(String script, List<Batch> splits, EngineOptions options) throws InterruptedException {
        memory.put("t", splits);
        Pipeline pipeline = plan(script);
        Map<String, Collected> results = new LinkedHashMap<>();
        Map<String, Sink> sinks = new HashMap<>();
        for (Node node : pipeline.nodes()) {
            if (node.spec() instanceof Specification.Result result) {
                Collected collected = new Collected(result.schema(), result.key());
                results.put(result.name(), collected);
                sinks.put(result.name(), collected);
            } else if (node.spec() instanceof Specification.WriteTable write) {
                Collected collected = new Collected(write.table().schema(), write.key());
                results.put(write.table().name(), collected);
                collecting.put(write.table().name(), collected);
            }
        }
        ConnectorContext context =
                new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, System.out);
        new Engine(options, connectors).start(pipeline, sinks, context).await();
        results.forEach((name, result) -> {
            if (!result.violations.isEmpty()) {
                throw new AssertionError(name + ": " + String.join("\n", result.violations));
            }
        });
        return results;
    }

    /** One result: the table at the end of each epoch, folded from its changes. */
    static final class Collected implements Sink {
        private final Schema schema;
        private final List<Integer> key;
        private final Map<List<@Nullable Object>, Long> weights = new HashMap<>();
        private final Map<List<@Nullable Object>, List<@Nullable Object>> current = new HashMap<>();
        private final TreeMap<Long, List<List<@Nullable Object>>> epochs = new TreeMap<>();
        private final List<String> violations = new ArrayList<>();

        Collected(Schema schema, List<Integer> key) {
            this.schema = schema;
            this.key = key;
        }

        /** The table after each epoch, by the epoch's number. */
        TreeMap<Long, List<List<@Nullable Object>>> epochs() {
            return epochs;
        }

        List<List<@Nullable Object>> last() {
            return epochs.isEmpty() ? List.of() : epochs.lastEntry().getValue();
        }

        @Override
        public void write(Batch changes) {
            List<List<@Nullable Object>> rows = Rows.of(changes, schema);
            for (int i = 0; i < rows.size(); i++) {
                List<@Nullable Object> row = ResultTable.canonical(rows.get(i));
                weights.merge(row, changes.weight(i), Long::sum);
                if (!key.isEmpty()) {
                    follow(row, changes.weight(i));
                }
            }
        }

        /** Deletions come before insertions of the same key, and take away what is there. */
        private void follow(List<@Nullable Object> row, long weight) {
            List<@Nullable Object> own = new ArrayList<>();
            key.forEach(column -> own.add(row.get(column)));
            List<@Nullable Object> there = weight < 0 ? current.remove(own) : current.put(own, row);
            if (weight < 0 ? !row.equals(there) : there != null) {
                violations.add("change " + weight + " " + row + " when there is " + there);
            }
        }

        @Override
        public void endEpoch(long epoch, long watermark) {
            List<List<@Nullable Object>> table = new ArrayList<>();
            Set<List<@Nullable Object>> keys = new HashSet<>();
            weights.values().removeIf(weight -> weight == 0);
            weights.forEach((row, weight) -> {
                if (weight < 0) {
                    violations.add("epoch " + epoch + ": " + weight + " times " + row);
                }
                for (long i = 0; i < weight; i++) {
                    table.add(row);
                    if (!key.isEmpty() && !keys.add(key.stream().map(row::get).toList())) {
                        violations.add("epoch " + epoch + ": two rows of the key of " + row);
                    }
                }
            });
            if (!epochs.isEmpty() && epoch <= epochs.lastKey()) {
                violations.add("epoch " + epoch + " after " + epochs.lastKey());
            }
            epochs.put(epoch, table);
        }
    }
}
