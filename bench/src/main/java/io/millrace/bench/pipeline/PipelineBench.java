package io.millrace.bench.pipeline;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs queries over rows in memory and prints rows per second of process CPU time, the compiler and the garbage
 * collector included. Arguments: a part of a query's name, or nothing for all.
 */
public final class PipelineBench {
    private static final int ROWS = 4_000_000;
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final Map<String, String> QUERIES = Map.of(
            "1 tumbling, 1,000 keys",
            "SELECT k, COUNT(*), SUM(x), AVG(x), MIN(x), MAX(x), window_end FROM TABLE(TUMBLE(TABLE few,"
                    + " DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, k",
            "2 tumbling, 1,000,000 keys",
            "SELECT k, COUNT(*), SUM(x), AVG(x), MIN(x), MAX(x), window_end FROM TABLE(TUMBLE(TABLE many,"
                    + " DESCRIPTOR(ts), INTERVAL '1000' SECOND)) GROUP BY window_start, window_end, k",
            "3 over 1,000 rows, 1,000 keys",
            "SELECT k, ts, AVG(x) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 1000 PRECEDING AND CURRENT ROW)"
                    + " FROM few",
            "4 over 5 rows, 1,000 keys",
            "SELECT k, ts, AVG(x) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) FROM few",
            "5 running count, 1,000 keys",
            "SELECT k, COUNT(*) FROM few GROUP BY k",
            "6 hop 10 s / 1 s, 1,000 keys",
            "SELECT k, COUNT(*), AVG(x), window_end FROM TABLE(HOP(TABLE few, DESCRIPTOR(ts), INTERVAL '1' SECOND,"
                    + " INTERVAL '10' SECOND)) GROUP BY window_start, window_end, k");

    private PipelineBench() {}

    public static void main(String[] arguments) throws Exception {
        MemoryConnector memory = new MemoryConnector();
        memory.put("few", rows(1000));
        memory.put("many", rows(1_000_000));
        String columns =
                "(k BIGINT NOT NULL, ts TIMESTAMP(3) NOT NULL, x DOUBLE NOT NULL, n BIGINT NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND)";
        for (String name : QUERIES.keySet().stream().sorted().toList()) {
            if (arguments.length > 0 && !name.contains(arguments[0])) {
                continue;
            }
            Session session = Session.local(List.of(memory), table -> true);
            List<Step> steps = new Planner(session)
                    .plan("CREATE TABLE few " + columns + " WITH ('connector' = 'memory', 'name' = 'few');"
                            + "CREATE TABLE many " + columns + " WITH ('connector' = 'memory', 'name' = 'many');"
                            + QUERIES.get(name));
            Pipeline pipeline = ((Step.Run) steps.get(steps.size() - 1)).pipeline();
            double best = 0;
            StringBuilder rounds = new StringBuilder();
            for (int round = 0; round < ROUNDS; round++) {
                double rate = run(memory, pipeline);
                best = Math.max(best, rate);
                rounds.append(String.format(Locale.ROOT, " %.1f", rate));
            }
            System.out.printf(Locale.ROOT, "%-32s best %6.1f M rows/CPU-s  rounds%s%n", name, best, rounds);
        }
    }

    private static double run(MemoryConnector memory, Pipeline pipeline) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        CountingSink sink = new CountingSink();
        ConnectorContext context =
                new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, System.out);
        long before = system.getProcessCpuTime();
        new Engine(new EngineOptions(1, 4096, 65_536), List.of(memory))
                .start(pipeline, Map.of("result", sink), context)
                .await();
        long nanos = system.getProcessCpuTime() - before;
        if (sink.rows == 0) {
            throw new IllegalStateException("no result");
        }
        return ROWS * 1000.0 / nanos;
    }

    /** Touches every value of every row. */
    private static final class CountingSink implements Sink {
        long rows;
        double sum;

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

    /** Rows in the order of time, 100,000 a second. */
    private static List<Batch> rows(int keys) {
        SplittableRandom random = new SplittableRandom(42);
        List<Batch> splits = new ArrayList<>();
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
        splits.add(new Batch(new Vector[] {key, time, value, number}, ROWS));
        return splits;
    }
}
