package io.millrace.server;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.why.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A job that computes nothing: a shop's sensors and orders, made up as time passes. One epoch every {@link #tick}. */
final class SyntheticJob implements AutoCloseable {
    private static final String[] HALLS = {"Hamburg", "Leipzig", "Shenzhen", "Toronto"};
    private static final String[] PRODUCTS = {
        "espresso machine", "grinder", "kettle", "milk frother", "filter papers", "beans 1 kg", "scale", "tamper"
    };
    private static final Type TIME = Type.timestampLtz(3);

    private final Random random = new Random(7);
    private final LiveTable means;
    private final LiveTable windows;
    private final LiveTable products;
    private final LiveTable totals;
    private final LiveTable alerts;
    private final double[] temperatures = {21.4, 19.2, 26.8, 17.5};
    private final double[] smooth = temperatures.clone();
    private final long[] orders = new long[PRODUCTS.length];
    private final long[] revenueCents = new long[PRODUCTS.length];
    private long epoch;
    private long rows;
    private long late;
    private long windowEnd;
    private double load = 40;
    private volatile Metrics metrics = new Metrics(0, 0, Long.MIN_VALUE, List.of(), List.of());

    SyntheticJob() {
        means = table(
                "means",
                "Rolling mean temperature, last minute",
                """
                SELECT ts, hall, temperature,
                       AVG(temperature) OVER (
                         PARTITION BY hall ORDER BY ts
                         RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS mean_celsius
                FROM sensors;""",
                Schema.of(
                        new Column("ts", TIME),
                        new Column("hall", Type.STRING),
                        new Column("mean_celsius", Type.DOUBLE),
                        new Column("temperature", Type.DOUBLE)),
                List.of(),
                0,
                false);
        windows = table(
                "load",
                "Machine load, windows of one second",
                """
                SELECT window_start, window_end,
                       AVG(cpu_percent) AS avg_percent, MAX(cpu_percent) AS max_percent, COUNT(*) AS samples
                FROM TUMBLE(TABLE machine, DESCRIPTOR(ts), INTERVAL '1' SECOND)
                GROUP BY window_start, window_end;""",
                Schema.of(
                        new Column("window_start", Type.timestamp(3)),
                        new Column("window_end", Type.timestamp(3)),
                        new Column("avg_percent", Type.DOUBLE),
                        new Column("max_percent", Type.DOUBLE),
                        new Column("samples", Type.BIGINT)),
                List.of(0, 1),
                1,
                false);
        products = table(
                "products",
                "Orders by product",
                """
                SELECT product, COUNT(*) AS orders, SUM(price) AS revenue
                FROM orders          -- the whole day
                WHERE state <> 'cancelled'
                GROUP BY product;""",
                Schema.of(
                        new Column("product", Type.STRING.notNull()),
                        new Column("orders", Type.BIGINT),
                        new Column("revenue", Type.decimal(18, 2))),
                List.of(0),
                -1,
                true);
        totals = table(
                "totals",
                "Memory and traffic now",
                """
                SELECT SUM(heap_bytes) AS heap_bytes, COUNT(*) AS readings FROM machine;""",
                Schema.of(new Column("heap_bytes", Type.BIGINT), new Column("readings", Type.BIGINT)),
                List.of(),
                -1,
                true);
        alerts = table(
                "alerts",
                "Alerts",
                """
                SELECT ts, hall, 'too warm' AS reason FROM sensors WHERE temperature > 28;""",
                Schema.of(new Column("ts", TIME), new Column("hall", Type.STRING), new Column("reason", Type.STRING)),
                List.of(),
                0,
                false);
    }

    private static LiveTable table(
            String id, String title, String sql, Schema schema, List<Integer> key, int time, boolean changing) {
        return new LiveTable(new LiveTile(id, title, sql, schema, key, time, changing));
    }

    LiveJob job() {
        return new LiveJob("coffee-shop.sql", pipeline(), () -> metrics, SyntheticJob::why, tables());
    }

    List<LiveTable> tables() {
        return List.of(means, windows, products, totals, alerts);
    }

    /** Makes one epoch at a time in microseconds. */
    void tick(long nowMicros) {
        epoch++;
        rows += 60;
        late += random.nextInt(40) == 0 ? 1 : 0;
        writeMeans(nowMicros);
        writeWindows(nowMicros);
        writeProducts();
        writeTotals();
        metrics = metrics(nowMicros);
        long watermark = nowMicros - 500_000;
        tables().forEach(table -> table.endEpoch(epoch, watermark));
    }

    private void writeMeans(long now) {
        BatchBuilder batch = new BatchBuilder(means.tile().schema(), 16);
        BatchBuilder warm = new BatchBuilder(alerts.tile().schema(), 16);
        for (int i = 0; i < HALLS.length; i++) {
            temperatures[i] += random.nextGaussian() * 0.12
                    + (smooth[i] - temperatures[i]) * 0.02
                    + Math.sin(now / 9e6 + i) * 0.03;
            smooth[i] += (temperatures[i] - smooth[i]) * 0.03;
            batch.longs(0).append(now);
            batch.bytes(1).append(HALLS[i]);
            batch.doubles(2).append(smooth[i]);
            batch.doubles(3).append(temperatures[i] + random.nextGaussian() * 0.4);
            batch.endRow();
            if (temperatures[i] > 26.5 && random.nextInt(30) == 0) {
                warm.longs(0).append(now);
                warm.bytes(1).append(HALLS[i]);
                warm.bytes(2).append("too warm");
                warm.endRow();
            }
        }
        means.write(batch.build());
        if (warm.size() > 0) {
            alerts.write(warm.build());
        }
    }

    private void writeWindows(long now) {
        long end = Math.floorDiv(now, 1_000_000L) * 1_000_000L;
        if (end <= windowEnd) {
            return;
        }
        windowEnd = end;
        load = Math.max(8, Math.min(88, load + random.nextGaussian() * 6));
        BatchBuilder batch = new BatchBuilder(windows.tile().schema(), 16);
        batch.longs(0).append(end - 1_000_000L);
        batch.longs(1).append(end);
        batch.doubles(2).append(load);
        batch.doubles(3).append(Math.min(100, load + 3 + random.nextDouble() * 9));
        batch.longs(4).append(20);
        batch.endRow();
        windows.write(batch.build());
    }

    private void writeProducts() {
        BatchBuilder batch = new BatchBuilder(products.tile().schema(), 16);
        int product = (int) Math.min(PRODUCTS.length - 1, Math.abs(random.nextGaussian()) * 3);
        if (orders[product] > 0) {
            productRow(batch, product, -1);
        }
        orders[product] += 1 + random.nextInt(3);
        revenueCents[product] += 990 + random.nextInt(20_000);
        productRow(batch, product, 1);
        products.write(batch.build());
    }

    private void productRow(BatchBuilder batch, int product, int weight) {
        batch.bytes(0).append(PRODUCTS[product]);
        batch.longs(1).append(orders[product]);
        batch.decimals(2).append(0, revenueCents[product]);
        batch.endRow(weight);
    }

    private void writeTotals() {
        BatchBuilder batch = new BatchBuilder(totals.tile().schema(), 16);
        if (epoch > 1) {
            batch.longs(0).append(heap(epoch - 1));
            batch.longs(1).append(rows - 60);
            batch.endRow(-1);
        }
        batch.longs(0).append(heap(epoch));
        batch.longs(1).append(rows);
        batch.endRow();
        totals.write(batch.build());
    }

    private static long heap(long at) {
        return 180_000_000L + at % 120 * 1_000_000L + (long) (Math.sin(at / 50.0) * 2e7);
    }

    private Metrics metrics(long now) {
        List<Metrics.NodeMetrics> nodes = new ArrayList<>();
        long[] in = {rows, rows / 2, rows / 3, rows, rows, rows / 2, rows / 3, rows / 3, rows, epoch / 20, 0, 0, 0};
        for (int i = 0; i < pipeline().nodes().size(); i++) {
            long lag = 200_000L + 150_000L * i;
            boolean source = pipeline().nodes().get(i).inputs().isEmpty();
            nodes.add(new Metrics.NodeMetrics(
                    i,
                    in[i],
                    source ? in[i] : in[i] / 2,
                    now - lag,
                    i == 5 ? late : 0,
                    i == 0 ? epoch / 300 : 0,
                    0,
                    i % 3 * 65_536L * (1 + i),
                    i % 3 * 120L,
                    rows * 900,
                    Waiting.NOTHING));
        }
        return new Metrics(
                epoch,
                now,
                now - 500_000,
                nodes,
                List.of(
                        new Metrics.SplitMetrics(
                                0, "sensors-0", rows, rows, Amount.UNKNOWN, now - 500_000, false, false, 0, now, 0),
                        new Metrics.SplitMetrics(
                                2,
                                "orders-0",
                                rows / 3,
                                rows / 3,
                                Amount.UNKNOWN,
                                now - 300_000,
                                false,
                                false,
                                0,
                                now,
                                0)));
    }

    private static Explanation why() {
        return new Explanation(
                Explanation.State.RUNNING, 7, 8, List.of("Nothing is out because it is early."), List.of(), List.of());
    }

    private static Pipeline pipeline() {
        List<Pipeline.Node> nodes = new ArrayList<>();
        Pipeline.Exchange forward = new Pipeline.Exchange.Forward();
        Pipeline.Exchange byKey = new Pipeline.Exchange.ByKey(List.of(0));
        Pipeline.Exchange gather = new Pipeline.Exchange.Gather();
        add(nodes, "Scan sensors", null, forward);
        add(nodes, "Scan machine", null, forward);
        add(nodes, "Scan orders", null, forward);
        add(nodes, "Filter temperature > 28", null, forward, 0);
        add(nodes, "Rolling AVG by hall", null, byKey, 0);
        add(nodes, "Tumble 1 s", null, byKey, 1);
        add(nodes, "Filter state", null, forward, 2);
        add(nodes, "Group by product", null, byKey, 6);
        add(nodes, "means", "means", forward, 4);
        add(nodes, "load", "load", gather, 5);
        add(nodes, "products", "products", forward, 7);
        add(nodes, "totals", "totals", gather, 1);
        add(nodes, "alerts", "alerts", gather, 3);
        return new Pipeline(nodes);
    }

    private static void add(
            List<Pipeline.Node> nodes,
            String label,
            @org.jspecify.annotations.Nullable String result,
            Pipeline.Exchange exchange,
            int... inputs) {
        Specification specification = result != null
                ? new Specification.Result(result, Schema.of(), List.of(), Specification.Order.NONE)
                : inputs.length == 0
                        ? new Specification.Values(List.of())
                        : label.startsWith("Filter")
                                ? new Specification.Calc(null, List.of())
                                : new Specification.AggregateGroups(List.of(0), List.of());
        List<Pipeline.Input> edges = new ArrayList<>();
        for (int input : inputs) {
            edges.add(new Pipeline.Input(input, exchange));
        }
        int index = nodes.size();
        nodes.add(new Pipeline.Node(
                index, "n" + index, label, specification, edges, Schema.of(), false, List.of(), false));
    }

    @Override
    public void close() {
        tables().forEach(LiveTable::close);
    }
}
