package io.millrace.bench;

import io.millrace.connect.file.FileConnectors;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.Step;
import io.millrace.testkit.MemoryConnector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole pipelines, planned from SQL, over four million rows in memory or in a CSV file, in rows a second. Every value of
 * every output row is touched.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(PipelineBench.ROWS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 4)
public class PipelineBench {
    static final int ROWS = 4_000_000;

    private static final String TUMBLE = "SELECT k, COUNT(*), SUM(x), AVG(x), MIN(x), MAX(x), window_end FROM"
            + " TABLE(TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '%d' SECOND)) GROUP BY window_start, window_end, k";
    private static final String HOP = "SELECT k, COUNT(*), AVG(x), window_end FROM"
            + " TABLE(HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '%s' SECOND, INTERVAL '%s' SECOND))"
            + " GROUP BY window_start, window_end, k";
    private static final String OVER = "SELECT k, ts, AVG(x) OVER (PARTITION BY k ORDER BY ts"
            + " ROWS BETWEEN %d PRECEDING AND CURRENT ROW) FROM few";

    private static final Map<String, String> QUERIES = Map.of(
            "tumble-1000-keys", TUMBLE.formatted("few", 10),
            "tumble-1000000-keys", TUMBLE.formatted("many", 1000),
            "hop-10s-1s-1000-keys", HOP.formatted("few", "1", "10"),
            "hop-600ms-10ms-1000-keys", HOP.formatted("few", "0.01", "0.6"),
            "hop-6s-10ms-1000-keys", HOP.formatted("few", "0.01", "6"),
            "hop-8s-2s-1000000-keys", HOP.formatted("many", "2", "8"),
            "over-5-rows", OVER.formatted(4),
            "over-1000-rows", OVER.formatted(1000),
            "group-1000-keys", "SELECT k, COUNT(*) FROM few GROUP BY k",
            "csv-2-of-6-columns", "SELECT k, SUM(x) FROM file GROUP BY k");

    @Param({
        "tumble-1000-keys",
        "tumble-1000000-keys",
        "hop-10s-1s-1000-keys",
        "hop-600ms-10ms-1000-keys",
        "hop-6s-10ms-1000-keys",
        "hop-8s-2s-1000000-keys",
        "over-5-rows",
        "over-1000-rows",
        "group-1000-keys",
        "csv-2-of-6-columns"
    })
    String query = "";

    @Param("1")
    int workers;

    private final MemoryConnector memory = new MemoryConnector();
    private final List<Connector> connectors = new ArrayList<>(FileConnectors.ALL);
    private Path folder = Path.of(".");
    private Pipeline pipeline = new Pipeline(List.of());

    @Setup
    public void plan() throws IOException {
        folder = Files.createTempDirectory("millrace-bench");
        if (query.startsWith("csv")) {
            writeCsv(folder.resolve("rows.csv"));
        } else {
            memory.put("rows", List.of(rows(query.contains("1000000") ? 1_000_000 : 1000)));
        }
        connectors.add(memory);
        String columns = "(k BIGINT NOT NULL, ts TIMESTAMP(3) NOT NULL, x DOUBLE NOT NULL, n BIGINT NOT NULL,"
                + " WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND) WITH ('connector' = 'memory', 'name' = 'rows');";
        List<Step> steps = new Planner(Session.local(connectors, table -> true))
                .plan("CREATE TABLE few " + columns + "CREATE TABLE many " + columns
                        + "CREATE TABLE file (id BIGINT, ts TIMESTAMP(3), k BIGINT, x DOUBLE, name STRING, note STRING)"
                        + " WITH ('connector' = 'filesystem', 'path' = 'rows.csv', 'format' = 'csv');"
                        + QUERIES.get(query));
        pipeline = ((Step.Run) steps.get(steps.size() - 1)).pipeline();
    }

    @TearDown
    public void clean() throws IOException {
        Files.deleteIfExists(folder.resolve("rows.csv"));
        Files.deleteIfExists(folder);
    }

    @Benchmark
    public double run() throws InterruptedException {
        TouchingSink sink = new TouchingSink();
        ConnectorContext context = new ConnectorContext(new SystemEnvironment(1), folder, ZoneOffset.UTC, System.out);
        new Engine(new EngineOptions(workers, 4096, 65_536), connectors)
                .start(pipeline, Map.of("result", sink), context)
                .await();
        if (sink.rows == 0) {
            throw new IllegalStateException("no result");
        }
        return sink.sum;
    }

    private static final class TouchingSink implements Sink {
        private long rows;
        private double sum;

        @Override
        public void write(Batch changes) {
            rows += changes.size();
            for (Vector vector : changes.columns()) {
                if (vector.flat() instanceof DoubleVector doubles) {
                    for (int i = 0; i < changes.size(); i++) {
                        sum += doubles.get(i);
                    }
                } else if (vector.flat() instanceof LongVector longs) {
                    for (int i = 0; i < changes.size(); i++) {
                        sum += longs.get(i);
                    }
                }
            }
        }
    }

    /** Rows in the order of time, 100 a millisecond. */
    private static Batch rows(int keys) {
        SplittableRandom random = new SplittableRandom(42);
        LongVector key = new LongVector(ROWS);
        LongVector time = new LongVector(ROWS);
        DoubleVector value = new DoubleVector(ROWS);
        LongVector number = new LongVector(ROWS);
        for (int i = 0; i < ROWS; i++) {
            key.append(random.nextInt(keys));
            time.append(i / 100 * 1000L);
            value.append(random.nextDouble() * 100);
            number.append(i);
        }
        return new Batch(new Vector[] {key, time, value, number}, ROWS);
    }

    private static void writeCsv(Path path) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            out.write("id,ts,k,x,name,note\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(i + ",2026-01-01 00:00:00." + (100 + i % 900) + "," + random.nextInt(1000) + ","
                        + random.nextInt(100_000) / 100.0 + ",sensor-" + i % 100 + ",ordinary\n");
            }
        }
    }
}
