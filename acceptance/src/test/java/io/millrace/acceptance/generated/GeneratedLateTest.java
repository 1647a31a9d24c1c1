package io.millrace.acceptance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.EngineOptions;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code t$late} has after random sessions over random rows: every late row once, whole. {@code -Dseed=N} replays a
 * seed, {@code -Dseeds=N} runs more of them.
 */
class GeneratedLateTest {
    private static final int SEEDS = Integer.getInteger("seeds", 400);
    private static final int SEEDS_PER_QUERY = 8;
    private static final String COLUMNS = InputRows.SCHEMA.columns().stream()
            .map(column -> column.name() + " " + column.type().sql())
            .collect(Collectors.joining(", "));

    private final PipelineRun pipelines = new PipelineRun();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lateRowsOfSessionsAreKeptWhole(boolean rowWise) throws Exception {
        Long one = Long.getLong("seed");
        int found = 0;
        for (long seed = one == null ? 0 : one; seed < (one == null ? SEEDS : one + 1); seed++) {
            found += run(seed, rowWise);
        }
        assertThat(found).as("late rows in all").isPositive();
    }

    private int run(long seed, boolean rowWise) throws InterruptedException {
        Random queries = new Random(seed / SEEDS_PER_QUERY * 7919 + 17);
        SessionQuery query = rowWise ? SessionQuery.rowWise(queries) : SessionQuery.aggregated(queries);
        long delay = List.of(0L, 1L, 2000L).get(queries.nextInt(3));
        Random random = new Random(seed * 6_364_136_223_846_793_005L + 1);
        int epochRows = List.of(1, 2, 5, 16, 65_536).get(random.nextInt(5));
        int batchRows = List.of(1, 2, 3, 7, 4096).get(random.nextInt(5));
        EngineOptions options = new EngineOptions(1 + random.nextInt(3), batchRows, epochRows);
        InputRows input = InputRows.random(random, delay, 1 + random.nextInt(3), epochRows);
        List<List<@Nullable Object>> expected = query.expectLate(input);
        String script = script(query, delay);
        PipelineRun.Collected late =
                pipelines.run(script, input.batches(), options).get("late_rows");
        String difference = late == null ? "no result" : ResultTable.difference(expected, late.last());
        assertThat(difference)
                .as("-Dseed=%d %s%n%s%n%s", seed, options, script, input)
                .isEmpty();
        return expected.size();
    }

    private static String script(SessionQuery query, long delay) {
        String columns = String.join(", ", InputRows.SCHEMA.names());
        return PipelineRun.table(COLUMNS, delay) + """
            CREATE TABLE ends (window_end TIMESTAMP(3)) WITH ('connector' = 'collect');
            CREATE TABLE late_rows (%s, window_start TIMESTAMP(3), window_end TIMESTAMP(3), watermark_time TIMESTAMP(3),
              epoch BIGINT) WITH ('connector' = 'collect');
            EXECUTE STATEMENT SET BEGIN
            INSERT INTO ends SELECT window_end FROM (%s);
            INSERT INTO late_rows SELECT %s, window_start, window_end, watermark_time, epoch FROM t$late;
            END
            """.formatted(COLUMNS, query.sql(), columns);
    }
}
