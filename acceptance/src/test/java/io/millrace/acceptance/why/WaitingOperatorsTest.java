package io.millrace.acceptance.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.JoinSpecification;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.OverSpecification;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.RankSpecification;
import io.millrace.engine.pipeline.Recognition;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.pipeline.WaitsFor;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.why.Explanation;
import io.millrace.engine.why.Explanation.OperatorStanding;
import io.millrace.engine.why.Explanation.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator in which rows wait says so, and for what; and gives them when that comes. */
class WaitingOperatorsTest {
    private static final String WINDOWS = "TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))";

    /**
     * One of them.
     *
     * @param due the time of day with which the first goes on, for a row of 12:00:10 in each table; empty when only more
     *     rows or the end of an input bring that
     */
    private record Case(Class<? extends Specification> kind, WaitsFor reason, String due, String sql) {
        @Override
        public String toString() {
            return kind.getSimpleName() + ": " + sql;
        }
    }

    /** Kinds of operators that give at the end of an epoch all that there is to give. */
    private static final Set<Class<?>> NEVER = Set.of(
            Specification.Scan.class,
            Specification.SideTable.class,
            LearnSpecification.LearnerTable.class,
            LearnSpecification.Predict.class,
            LearnSpecification.Evaluate.class,
            LearnSpecification.Explain.class,
            Specification.Values.class,
            Specification.Calc.class,
            Specification.AggregateGroups.class,
            Specification.Unnest.class,
            Specification.AggregateElements.class,
            Specification.UnionAll.class,
            Specification.WriteTable.class,
            Specification.Result.class,
            ChangelogSpecification.EachChange.class,
            ChangelogSpecification.FromChangelog.class,
            ChangelogSpecification.NetChanges.class,
            ChangelogSpecification.ToChangelog.class,
            JoinSpecification.Join.class,
            JoinSpecification.SetOperation.class,
            OverSpecification.OrderedOver.class,
            RankSpecification.TopRows.class);

    /** Kinds that no query over live tables makes: their inputs end. */
    private static final Set<Class<?>> BOUNDED = Set.of(TimeJoinSpecification.LookupJoin.class);

    static List<Case> cases() {
        return List.of(
                new Case(
                        WindowSpecification.AggregateWindows.class,
                        WaitsFor.WINDOW_END,
                        "12:00:59.999",
                        "SELECT k, SUM(n) FROM " + WINDOWS + " GROUP BY k, window_start, window_end"),
                new Case(
                        WindowSpecification.AggregateWindows.class,
                        WaitsFor.WINDOW_END,
                        "12:00:19.999",
                        "SELECT k, SUM(n) FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND, INTERVAL '1' MINUTE))"
                                + " GROUP BY k, window_start, window_end"),
                new Case(
                        WindowSpecification.AggregateWindows.class,
                        WaitsFor.WINDOW_END,
                        "12:00:39.999",
                        "SELECT k, SUM(n) FROM TABLE(SESSION(TABLE t PARTITION BY k, DESCRIPTOR(ts), INTERVAL '30' SECOND))"
                                + " GROUP BY k, window_start, window_end"),
                new Case(
                        WindowSpecification.AssignWindows.class,
                        WaitsFor.WINDOW_END,
                        "12:00:39.999",
                        "SELECT * FROM TABLE(SESSION(TABLE t PARTITION BY k, DESCRIPTOR(ts), INTERVAL '30' SECOND))"),
                new Case(
                        WindowSpecification.AggregateAttached.class,
                        WaitsFor.WINDOW_END,
                        "12:00:59.999",
                        "SELECT k, COUNT(*) FROM (SELECT * FROM " + WINDOWS + " UNION ALL SELECT * FROM " + WINDOWS
                                + ") GROUP BY k, window_start, window_end"),
                new Case(
                        RankSpecification.TopRowsAttached.class,
                        WaitsFor.WINDOW_END,
                        "12:00:59.999",
                        "SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY n) AS r"
                                + " FROM " + WINDOWS + ") WHERE r <= 2"),
                new Case(
                        JoinSpecification.JoinWindows.class,
                        WaitsFor.WINDOW_END,
                        "12:00:59.999",
                        "SELECT a.k FROM (SELECT * FROM " + WINDOWS + ") a JOIN (SELECT * FROM "
                                + WINDOWS.replace("TABLE t", "TABLE u")
                                + ") b ON a.k = b.k AND a.window_start = b.window_start AND a.window_end = b.window_end"),
                new Case(
                        OverSpecification.AggregateOver.class,
                        WaitsFor.ROW_TIME,
                        "12:00:10",
                        "SELECT SUM(n) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t"),
                new Case(
                        OverSpecification.OverAhead.class,
                        WaitsFor.LATER_ROWS,
                        "12:00:10",
                        "SELECT LEAD(n) OVER (PARTITION BY k ORDER BY ts) FROM t"),
                new Case(
                        RankSpecification.FirstRows.class,
                        WaitsFor.ROW_TIME,
                        "12:00:10",
                        "SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS r FROM t) WHERE r = 1"),
                new Case(
                        LearnSpecification.Learn.class,
                        WaitsFor.ROW_TIME,
                        "12:00:10",
                        "CREATE MODEL m INPUT (k STRING) OUTPUT (y DOUBLE) WITH ('algorithm' = 'last-value');"
                                + " SELECT * FROM ML_LEARN(TABLE t, MODEL m, DESCRIPTOR(n), DESCRIPTOR(k))"),
                new Case(Specification.SortRows.class, WaitsFor.ROW_TIME, "12:00:10", "SELECT * FROM t ORDER BY ts"),
                new Case(
                        TimeJoinSpecification.IntervalJoin.class,
                        WaitsFor.ROW_TIME,
                        "12:00:20.001",
                        "SELECT t.n, u.n FROM t LEFT JOIN u ON t.k = u.k"
                                + " AND u.ts BETWEEN t.ts + INTERVAL '5' SECOND AND t.ts + INTERVAL '10' SECOND"),
                new Case(
                        TimeJoinSpecification.TemporalJoin.class,
                        WaitsFor.ROW_TIME,
                        "12:00:10.001",
                        "SELECT t.n, u.n FROM t JOIN u FOR SYSTEM_TIME AS OF t.ts ON t.k = u.k"),
                new Case(
                        Recognition.Match.class,
                        WaitsFor.LATER_ROWS,
                        "12:00:10",
                        "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES A.n AS n, B.n AS m"
                                + " PATTERN (A B) DEFINE B AS B.n > A.n)"));
    }

    private static Explanation.OperatorStanding waiting(Explanation why) {
        return why.operators().stream()
                .filter(operator -> operator.waits() != null)
                .findFirst()
                .orElseThrow();
    }

    private static boolean waits(Explanation why) {
        return why.operators().stream().anyMatch(operator -> operator.waits() != null);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void sayWhatTheyWaitFor(Case each) throws Exception {
        try (ExplainedRun run = ExplainedRun.of(each.sql() + ";")) {
            run.give("t/a 12:00:10 x 1", "t/b 12:00:10 x 1", "u/a 12:00:10 x 1");
            Explanation why = run.when(now -> waits(now) && now.sources().get(0).rows() == 2);

            OperatorStanding standing = waiting(why);
            Node node = run.pipeline().nodes().get(standing.node());
            assertThat(node.spec()).isInstanceOf(each.kind());
            Wait wait = Objects.requireNonNull(standing.waits());
            assertThat(wait.reason()).isEqualTo(each.reason());
            assertThat(node.spec().waitsFor()).isEqualTo(each.reason());
            assertThat(wait.due()).isEqualTo("2026-01-01 " + each.due());

            assertThat(waits(run.end())).as("at the end nothing waits").isFalse();
        }
    }

    @Test
    void noneIsLeftOut() {
        Set<Class<?>> known = new HashSet<>(NEVER);
        known.addAll(BOUNDED);
        cases().forEach(each -> known.add(each.kind()));
        assertThat(known).containsAll(kinds(Specification.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        List<Class<?>> kinds = new ArrayList<>();
        if (type.isSealed()) {
            for (Class<?> kind : Objects.requireNonNull(type.getPermittedSubclasses())) {
                kinds.addAll(kinds(kind).toList());
            }
        } else {
            kinds.add(type);
        }
        return kinds.stream();
    }
}
