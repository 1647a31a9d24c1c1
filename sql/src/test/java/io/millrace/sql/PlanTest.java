package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.OverSpecification;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.RankSpecification;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final String TUMBLE = "TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND)";

    private static <S extends Specification> List<S> all(Pipeline pipeline, Class<S> kind) {
        return pipeline.nodes().stream()
                .map(Node::spec)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static <S extends Specification> S only(String script, Class<S> kind) {
        List<S> found = all(Planning.withReadings().run(script).pipeline(), kind);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** The types of a query's columns. */
    private static List<String> types(String columns) {
        Specification.Result result = only("SELECT " + columns + " FROM readings", Specification.Result.class);
        return result.schema().columns().stream()
                .map(column -> column.type().toString())
                .toList();
    }

    private static String explain(String script) {
        return Planning.withReadings().explain(script).replaceAll("-[0-9a-f]{8}]", "-#]");
    }

    @Test
    void filtersAndProjectionsBecomeOneCalcOverTheColumnsUsed() {
        assertThat(explain("""
                SELECT s, t + 1 AS u FROM (SELECT sensor AS s, temp * 2 AS t, price FROM readings WHERE humidity > 5)
                WHERE t < 100
                """)).isEqualTo("""
                Result  [result]
                    append-only
                  Where (humidity > 5) AND ((temp * 2.0) < 100.0), compute (temp * 2.0) + 1.0 AS u  [where-#]  -> gathered
                      where (humidity > 5) AND ((temp * 2.0) < 100.0)
                      select sensor AS s, (temp * 2.0) + 1.0 AS u
                      append-only
                    Scan readings  [scan-readings]
                        connector numbers, reads sensor, temp, humidity
                        append-only
                """);
    }

    @Test
    void aWindowAggregateIsOneOperator() {
        assertThat(explain("SELECT sensor, window_start, window_end, COUNT(*) AS n, AVG(temp) AS mean FROM " + TUMBLE
                        + " WHERE temp > 0 GROUP BY window_start, window_end, sensor HAVING COUNT(*) > 3"))
                .isEqualTo("""
                Result  [result]
                    key sensor, window_start, window_end
                    append-only
                  Where n > 3  [where-#]  -> gathered
                      where n > 3
                      select sensor, window_start, window_end, n, mean
                      append-only
                    Tumble 10 s by sensor: COUNT(*), AVG(temp)  [tumble-#]
                        keeps one row of aggregates for each sensor and open window, until the watermark passes the end of the window
                        append-only
                      Where temp > 0.0  [where-#]  -> by key sensor
                          where temp > 0.0
                          select sensor, ts, temp, $late
                          append-only
                        Scan readings  [scan-readings]
                            connector numbers, reads sensor, temp, ts
                            watermark ts - 5 s
                            append-only
                """);
    }

    @Test
    void windowsAreKnownThroughViewsAndNamedArguments() {
        Planning planning = Planning.withReadings();
        planning.plan("CREATE VIEW warm AS SELECT ts AS seen, sensor FROM readings WHERE temp > 20;"
                + "CREATE VIEW windowed AS SELECT * FROM HOP(DATA => TABLE warm, TIMECOL => DESCRIPTOR(seen),"
                + " SLIDE => INTERVAL '5' SECOND, SIZE => INTERVAL '1' MINUTE)");
        Pipeline pipeline = planning.run("SELECT window_end, COUNT(*) FROM windowed WHERE sensor <> 'x'"
                        + " GROUP BY window_start, window_end")
                .pipeline();
        WindowSpecification.AggregateWindows aggregate =
                all(pipeline, WindowSpecification.AggregateWindows.class).get(0);
        assertThat(aggregate.window()).isEqualTo(new Window.Hop(5_000_000, 60_000_000, 0));
        assertThat(aggregate.late()).isEqualTo(1);
        assertThat(all(pipeline, WindowSpecification.AssignWindows.class)).isEmpty();
        assertThat(all(pipeline, Specification.Scan.class).get(0).extras().late())
                .isTrue();
        assertThat(all(pipeline, Specification.Calc.class).stream().filter(calc -> calc.filter() != null))
                .hasSize(1);
    }

    @Test
    void windowsCascadeThroughWindowTime() {
        Pipeline pipeline = Planning.withReadings()
                .run("CREATE VIEW small AS SELECT sensor, window_time AS seen, SUM(temp) AS total FROM " + TUMBLE
                        + " GROUP BY window_start, window_end, window_time, sensor;"
                        + "SELECT window_start, window_end, MAX(total) FROM CUMULATE(TABLE small, DESCRIPTOR(seen),"
                        + " INTERVAL '1' MINUTE, INTERVAL '1' HOUR) GROUP BY window_start, window_end")
                .pipeline();
        List<WindowSpecification.AggregateWindows> windows = all(pipeline, WindowSpecification.AggregateWindows.class);
        assertThat(windows).hasSize(2);
        assertThat(windows.get(1).window()).isEqualTo(new Window.Cumulate(60_000_000, 3_600_000_000L, 0));
        assertThat(windows.get(1).late()).isEqualTo(-1);
    }

    @Test
    void onlySessionsNeedMarksAheadOfTheWatermark() {
        String session = "TABLE(SESSION(TABLE readings PARTITION BY sensor, DESCRIPTOR(ts), INTERVAL '1' MINUTE))";
        for (String query : List.of(
                "SELECT * FROM " + session,
                "SELECT sensor, COUNT(*) FROM " + session + " GROUP BY sensor, window_start, window_end")) {
            assertThat(only(query, Specification.Scan.class).extras().touching())
                    .as(query)
                    .isTrue();
        }
        for (String query : List.of(
                "SELECT * FROM " + TUMBLE,
                "SELECT sensor, COUNT(*) FROM " + TUMBLE + " GROUP BY sensor, window_start, window_end")) {
            assertThat(only(query, Specification.Scan.class).extras().touching())
                    .as(query)
                    .isFalse();
        }
    }

    @Test
    void sessionsAreKeptByTheirPartition() {
        String session = "SESSION(TABLE readings PARTITION BY sensor, DESCRIPTOR(ts), INTERVAL '1' MINUTE)";
        WindowSpecification.AssignWindows assign =
                only("SELECT * FROM TABLE(" + session + ")", WindowSpecification.AssignWindows.class);
        assertThat(assign.window()).isEqualTo(new Window.Session(60_000_000));
        assertThat(assign.partition()).containsExactly(0);
        assertThat(assign.late()).isGreaterThan(0);
        assertThat(only(
                                "SELECT sensor, window_end, MIN(temp) FROM " + session
                                        + " GROUP BY sensor, window_start, window_end",
                                WindowSpecification.AggregateWindows.class)
                        .keys())
                .containsExactly(0);
        // Rows that are filtered out still belong to a session, and other keys do not cut it.
        assertThat(all(
                        Planning.withReadings()
                                .run("SELECT window_end, COUNT(*) FROM " + session
                                        + " WHERE temp > 1 GROUP BY window_start, window_end")
                                .pipeline(),
                        WindowSpecification.AggregateWindows.class))
                .isEmpty();
    }

    @Test
    void framesOfOneSelectAreChained() {
        Pipeline pipeline = Planning.withReadings().run("""
                SELECT sensor, AVG(temp) OVER (PARTITION BY sensor ORDER BY ts ROWS BETWEEN 4 PRECEDING AND CURRENT ROW),
                  SUM(humidity) OVER w, COUNT(*) OVER w
                FROM readings
                WINDOW w AS (PARTITION BY sensor ORDER BY ts RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW)
                """).pipeline();
        List<OverSpecification.AggregateOver> overs = all(pipeline, OverSpecification.AggregateOver.class);
        assertThat(overs)
                .extracting(OverSpecification.AggregateOver::frame)
                .containsExactly(new Frame(true, 4), new Frame(false, 60_000_000));
        assertThat(overs.get(0).aggregates().get(0).function()).isEqualTo("AVG");
        assertThat(overs.get(1).aggregates()).hasSize(2);
        assertThat(overs.get(0).ordinal()).isGreaterThan(0);
        assertThat(overs.get(0).late()).isGreaterThan(0);
        List<Node> nodes = pipeline.nodes().stream()
                .filter(node -> node.spec() instanceof OverSpecification.AggregateOver)
                .toList();
        assertThat(nodes.get(0).inputs().get(0).exchange()).isEqualTo(new Exchange.ByKey(List.of(0)));
        assertThat(nodes.get(1).inputs().get(0).exchange()).isEqualTo(new Exchange.Forward());
    }

    @Test
    void insertsThatStartTogetherReadTheirTableOnce() {
        Step.Run run = Planning.withReadings().run("""
                INSERT INTO averages SELECT sensor, window_end, AVG(temp)
                  FROM TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND)
                  GROUP BY window_start, window_end, sensor;
                INSERT INTO totals SELECT sensor, COUNT(*) FROM readings WHERE humidity > 5 GROUP BY sensor;
                SELECT sensor FROM readings;
                """);
        assertThat(all(run.pipeline(), Specification.Scan.class)).hasSize(1);
        assertThat(all(run.pipeline(), Specification.WriteTable.class))
                .extracting(write -> write.table().name() + write.key())
                .containsExactly("averages[]", "totals[0]");
        assertThat(run.results().stream().map(Step.Query::result).toList()).containsExactly("result");
        Node totals = run.pipeline().nodes().stream()
                .filter(node -> node.id().equals("write-totals"))
                .findFirst()
                .orElseThrow();
        assertThat(totals.changing()).isTrue();
        assertThat(totals.inputs().get(0).exchange()).isEqualTo(new Exchange.Gather());
    }

    @Test
    void idsDoNotDependOnOtherStatements() {
        String query = "INSERT INTO totals SELECT sensor, COUNT(*) FROM readings GROUP BY sensor;";
        List<String> alone = ids(query);
        assertThat(ids("SELECT price, ts FROM readings WHERE temp > 1;" + query))
                .containsAll(alone);
        assertThat(alone).hasSize(3).contains("scan-readings", "write-totals");
    }

    private static List<String> ids(String script) {
        return Planning.withReadings().run(script).pipeline().nodes().stream()
                .map(Node::id)
                .filter(id -> !id.startsWith("select-"))
                .toList();
    }

    @Test
    void resultsKnowTheirKeyAndOrder() {
        String query =
                "SELECT sensor, COUNT(*) AS n FROM readings GROUP BY sensor ORDER BY n DESC, MAX(temp) LIMIT 5 OFFSET 2";
        Specification.Result result = only(query, Specification.Result.class);
        assertThat(result.key()).containsExactly(0);
        assertThat(result.schema().names()).containsExactly("sensor", "n");
        assertThat(result.order())
                .isEqualTo(new Specification.Order(
                        List.of(
                                new Specification.SortColumn(1, true, false),
                                new Specification.SortColumn(2, false, true)),
                        -1,
                        0));
        // What is shown at the end is in order; which rows there are, the operator before it says.
        RankSpecification.TopRows first = only(query, RankSpecification.TopRows.class);
        assertThat(first.from()).isEqualTo(3);
        assertThat(first.to()).isEqualTo(7);
    }

    @Test
    void whereOrderMattersRowsCarryTheirOrdinal() {
        Specification.AggregateGroups group = only(
                "SELECT sensor, LAST_VALUE(temp) FROM readings GROUP BY sensor", Specification.AggregateGroups.class);
        assertThat(group.aggregates().get(0).ordinal()).isEqualTo(2);
    }

    @Test
    void aggregatesHaveFlinksTypes() {
        assertThat(types("SUM(humidity), AVG(humidity), MIN(humidity), SUM(price), AVG(price), COUNT(*), STDDEV(temp),"
                        + " VARIANCE(humidity), FIRST_VALUE(sensor)"))
                .containsExactly(
                        "INT",
                        "INT",
                        "INT",
                        "DECIMAL(38, 2)",
                        "DECIMAL(38, 6)",
                        "BIGINT NOT NULL",
                        "DOUBLE",
                        "INT",
                        "STRING");
    }

    @Test
    void decimalsGrowAsInFlink() {
        assertThat(types("price + price, price * price, price / price, price + humidity, humidity / 2, price * 1.5,"
                        + " CAST(price AS DECIMAL(38, 10)) * CAST(price AS DECIMAL(38, 10)), MOD(humidity, 3)"))
                .containsExactly(
                        "DECIMAL(11, 2)",
                        "DECIMAL(21, 4)",
                        "DECIMAL(23, 13)",
                        "DECIMAL(13, 2)",
                        "INT",
                        "DECIMAL(13, 3)",
                        "DECIMAL(38, 6)",
                        "INT");
    }

    @Test
    void literalsHaveFlinksTypes() {
        assertThat(
                        types(
                                "'abc', 1, 1.50, 1e0, TIMESTAMP '2020-01-01 00:00:00.123', DATE '2020-01-01', TRUE, 5000000000"))
                .containsExactly(
                        "CHAR(3) NOT NULL",
                        "INT NOT NULL",
                        "DECIMAL(3, 2) NOT NULL",
                        "DOUBLE NOT NULL",
                        "TIMESTAMP(3) NOT NULL",
                        "DATE NOT NULL",
                        "BOOLEAN NOT NULL",
                        "BIGINT NOT NULL");
    }

    @Test
    void computedColumnsAreComputedByTheScan() {
        Planning planning = Planning.withReadings();
        planning.plan("CREATE TABLE events (id INT, micros BIGINT, seconds AS micros / 1000000, ts TIMESTAMP_LTZ(3),"
                + " WATERMARK FOR ts AS ts - INTERVAL '1' SECOND) WITH ('connector' = 'numbers')");
        Specification.Scan scan = all(
                        planning.run("SELECT id, seconds FROM events").pipeline(), Specification.Scan.class)
                .get(0);
        assertThat(scan.columns()).containsExactly(0, 1);
        assertThat(scan.projections()).hasSize(2);
        assertThat(scan.time()).isNull();
        Specification.Result windows = all(
                        planning.run("SELECT window_time FROM TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' HOUR)")
                                .pipeline(),
                        Specification.Result.class)
                .get(0);
        assertThat(windows.schema().type(0)).isEqualTo(Type.timestampLtz(3).notNull());
    }

    @Test
    void sideTablesAreRead() {
        assertThat(only("SELECT COUNT(*) FROM readings$late", Specification.SideTable.class)
                        .kind())
                .isEqualTo("late");
        assertThat(only("SELECT reason FROM readings$errors", Specification.SideTable.class)
                        .table()
                        .name())
                .isEqualTo("readings");
    }

    @Test
    void unionsCarryHiddenColumns() {
        Pipeline pipeline = Planning.withReadings()
                .run("CREATE VIEW two AS SELECT sensor, ts FROM readings UNION ALL SELECT sensor, ts FROM readings"
                        + " WHERE temp > 1;"
                        + "SELECT window_end, COUNT(*) FROM TUMBLE(TABLE two, DESCRIPTOR(ts), INTERVAL '1' HOUR)"
                        + " GROUP BY window_start, window_end")
                .pipeline();
        WindowSpecification.AggregateWindows window =
                all(pipeline, WindowSpecification.AggregateWindows.class).get(0);
        assertThat(window.late()).isGreaterThan(0);
        assertThat(all(pipeline, Specification.UnionAll.class)).hasSize(1);
        assertThat(all(pipeline, Specification.Scan.class)).hasSize(1);
    }

    @Test
    void variablesReachThePlan() {
        Step.Run run = (Step.Run) Planning.withReadings()
                .plan("SELECT sensor FROM readings LIMIT ${n}", Map.of("n", "7"))
                .get(0);
        assertThat(all(run.pipeline(), Specification.Result.class)
                        .get(0)
                        .order()
                        .limit())
                .isEqualTo(7);
    }

    @Test
    void callsKnowTheirPlaceInTheTextThatIsPlanned() {
        String view = "CREATE VIEW v AS\n SELECT CAST(sensor AS INT) AS n FROM readings;";
        String select = "SELECT n + 1 FROM v;";
        assertThat(placeOfCast(Planning.withReadings().run(view + select))).isEqualTo(new Position(2, 9));
        Planning shell = Planning.withReadings();
        shell.plan(view, Map.of());
        assertThat(placeOfCast(shell.run(select))).isNull();
    }

    private static @Nullable Position placeOfCast(Step.Run run) {
        for (Node node : run.pipeline().nodes()) {
            if (node.spec() instanceof Specification.Calc calc
                    && calc.projections().get(0) instanceof Expression.Call sum) {
                return ((Expression.Call) sum.arguments().get(0)).place();
            }
        }
        throw new AssertionError("there is no cast");
    }
}
