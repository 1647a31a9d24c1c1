package io.millrace.acceptance.generated;

import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random queries over random rows. {@code -Dseed=N} replays a seed, {@code -Dseeds=N} runs more of them. Seeds that once
 * failed are kept in {@code acceptance/seeds} and always run.
 */
class GeneratedTest {
    private static final Path FORMERLY_FAILING = Path.of("seeds", "generated.txt");
    private static final int SEEDS = Integer.getInteger("seeds", 800);
    /** Planning takes longest, so many seeds share a query. */
    private static final int SEEDS_PER_QUERY = 8;

    private static final int MOST_FAILURES = 3;
    private static final Map<String, Function<Random, GeneratedQuery>> KINDS = Map.ofEntries(
            Map.entry("windows", WindowQuery::random),
            Map.entry("hops", WindowQuery::hop),
            Map.entry("sessions", SessionQuery::aggregated),
            Map.entry("session-rows", SessionQuery::rowWise),
            Map.entry("assigned", AssignedQuery::random),
            Map.entry("over", OverQuery::random),
            Map.entry("ordered-over", OrderedOverQuery::random),
            Map.entry("ahead", AheadQuery::random),
            Map.entry("ranks", RankQuery::random),
            Map.entry("matches", MatchQuery::random),
            Map.entry("groups", GroupQuery::random),
            Map.entry("cascades", CascadeQuery::random),
            Map.entry("unions", UnionQuery::random),
            Map.entry("joins", JoinQuery::random));

    private static final String COLUMNS = InputRows.SCHEMA.columns().stream()
            .map(column -> column.name() + " " + column.type().sql())
            .collect(Collectors.joining(", "));

    private final PipelineRun pipelines = new PipelineRun();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "windows",
                "hops",
                "sessions",
                "session-rows",
                "assigned",
                "over",
                "ordered-over",
                "ahead",
                "ranks",
                "matches",
                "groups",
                "cascades",
                "unions",
                "joins"
            })
    void generatedQueriesAgreeWithTheirPlainEvaluation(String kind) throws Exception {
        Long one = Long.getLong("seed");
        List<String> failures = new ArrayList<>();
        long from = one == null ? 0 : one;
        for (long seed = from; seed < (one == null ? SEEDS : from + 1) && failures.size() < MOST_FAILURES; seed++) {
            run(kind, seed, failures);
        }
        assertNone(failures);
    }

    @Test
    void seedsThatOnceFailedPass() throws Exception {
        List<String> failures = new ArrayList<>();
        for (String line : lines()) {
            String[] words = line.split(" ", 3);
            run(words[0], Long.parseLong(words[1]), failures);
        }
        assertNone(failures);
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FORMERLY_FAILING).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static void assertNone(List<String> failures) {
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }

    private void run(String kind, long seed, List<String> failures) throws InterruptedException {
        Random queries = new Random(seed / SEEDS_PER_QUERY * 7919 + 17);
        Function<Random, GeneratedQuery> factory = KINDS.get(kind);
        if (factory == null) {
            throw new IllegalArgumentException("no kind " + kind);
        }
        GeneratedQuery query = factory.apply(queries);
        long delay = List.of(0L, 1L, 2000L).get(queries.nextInt(3));
        String script = PipelineRun.table(COLUMNS, delay) + query.sql();
        Random random = new Random(seed * 6_364_136_223_846_793_005L + 1);
        int splits = 1 + random.nextInt(3);
        int epochRows = List.of(1, 2, 5, 16, 65_536).get(random.nextInt(5));
        int batchRows = List.of(1, 2, 3, 7, 4096).get(random.nextInt(5));
        EngineOptions options = new EngineOptions(1 + random.nextInt(3), batchRows, epochRows);
        InputRows input = InputRows.random(random, delay, splits, epochRows);
        String problem;
        try {
            problem = compare(
                    query.expect(input),
                    pipelines.run(script, input.batches(), options).get("result"));
        } catch (RuntimeException | AssertionError e) {
            problem = e + "\n" + e.getStackTrace()[0];
        }
        if (!problem.isEmpty()) {
            failures.add("-Dseed=%d (%s) %s\n%s\n%s%s".formatted(seed, kind, options, script, input, problem));
        }
    }

    private static String compare(GeneratedQuery.Expectation expectation, PipelineRun.@Nullable Collected result) {
        if (result == null || result.epochs().isEmpty()) {
            return "  no result";
        }
        for (var epoch : result.epochs().entrySet()) {
            String difference = ResultTable.difference(expectation.at(epoch.getKey()), epoch.getValue());
            if (!difference.isEmpty()) {
                return "epoch " + epoch.getKey() + " of " + result.epochs().lastKey() + ":\n" + difference;
            }
        }
        return "";
    }
}
