package io.millrace.acceptance.state;

import io.millrace.connect.file.FileConnectors;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.env.Environment;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.checkpoint.Pace;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A job that keeps windows and groups, from a file of orders to a file of totals, and what its result has to be, reckoned
 * without Millrace.
 */
final class OrdersJob {
    static final int EPOCH_ROWS = 100;
    private static final int ROWS = 3000;
    private static final int WINDOW_SECONDS = 10;
    private static final List<Connector> CONNECTORS = FileConnectors.ALL;

    static final String TABLES = """
            CREATE TABLE orders (ts TIMESTAMP(3), item INT, amount INT, WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
            WITH ('connector' = 'filesystem', 'path' = 'orders.csv', 'format' = 'csv');
            CREATE TABLE totals (item INT, begins TIMESTAMP(3), orders BIGINT, amount BIGINT)
            WITH ('connector' = 'filesystem', 'path' = 'totals.csv', 'format' = 'csv');
            """;
    static final String QUERY = """
            INSERT INTO totals SELECT item, window_start, COUNT(*), SUM(amount)
            FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY item, window_start, window_end;
            """;

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    OrdersJob(Path folder) throws IOException {
        this.folder = folder;
        Random random = new Random(11);
        StringBuilder rows = new StringBuilder("ts,item,amount\n");
        Map<String, long[]> totals = new TreeMap<>();
        for (int i = 0; i < ROWS; i++) {
            int second = i / 50;
            int item = random.nextInt(20);
            int amount = random.nextInt(1000);
            rows.append(time(second))
                    .append(',')
                    .append(item)
                    .append(',')
                    .append(amount)
                    .append('\n');
            long[] sums = totals.computeIfAbsent(
                    item + "," + time(second / WINDOW_SECONDS * WINDOW_SECONDS), key -> new long[2]);
            sums[0]++;
            sums[1] += amount;
        }
        Files.writeString(folder.resolve("orders.csv"), rows.toString());
        expected.add("item,begins,orders,amount");
        totals.forEach((key, sums) -> expected.add(key + "," + sums[0] + "," + sums[1]));
    }

    private static String time(int second) {
        return String.format("2026-01-01 00:%02d:%02d.000", second / 60, second % 60);
    }

    Path state() {
        return folder.resolve("state");
    }

    /** What the result has to be: sorted, but for the header. */
    List<String> expected() {
        return expected;
    }

    /** What the result is. */
    List<String> written() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("totals.csv")));
        lines.subList(1, lines.size()).sort(null);
        return lines;
    }

    /** What was told while it ran. */
    List<String> warnings() {
        return warnings;
    }

    /** Runs the job to its end or to an accident. */
    void run(Environment environment, int workers, Pace pace) throws InterruptedException {
        run(environment, workers, pace, TABLES + QUERY, false);
    }

    void run(Environment environment, int workers, Pace pace, String script, boolean mayLose)
            throws InterruptedException {
        ConnectorContext context = new ConnectorContext(environment, folder, ZoneOffset.UTC, System.out);
        StateFolder state =
                StateFolder.open(environment, state(), new StateFolder.Options(pace, mayLose, warnings::add));
        EngineOptions options = new EngineOptions(workers, 64, EPOCH_ROWS);
        Execution execution = new Engine(options, CONNECTORS).start(plan(script), Map.of(), context, state);
        execution.await();
    }

    static Pipeline plan(String script) {
        Session session = Session.local(CONNECTORS, table -> true);
        List<Step> steps = new Planner(session).plan(script);
        return ((Step.Run) steps.get(steps.size() - 1)).pipeline();
    }
}
