package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.ScriptHarness;
import io.millrace.engine.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The queries of {@code bench/nexmark} run, and give the same rows however they are run. */
class NexmarkTest {
    private static final int EVENTS = 5_000;
    private static final Path QUERIES = Path.of("../bench/nexmark");

    @TempDir
    Path folder;

    private String query(int number) throws Exception {
        return Files.readString(QUERIES.resolve("q" + number + ".sql"));
    }

    private List<String> rows(EngineOptions options, String query) throws Exception {
        StringBuilder side = new StringBuilder("key,value\n");
        for (int i = 0; i < 10_000; i++) {
            side.append(i).append(",value ").append(i).append('\n');
        }
        Files.writeString(folder.resolve("side_input.csv"), side);
        String tables = Files.readString(QUERIES.resolve("tables.sql")).replace("${events}", Integer.toString(EVENTS));
        ScriptHarness.Outcome outcome = new ScriptHarness(folder, options).run(tables, query);
        assertThat(outcome.error()).isNull();
        List<String> lines = new ArrayList<>(outcome.rows().lines().toList());
        return lines.subList(1, lines.size());
    }

    /** All but q12, whose windows are of the time at which it runs. */
    @TestFactory
    Stream<DynamicTest> queriesGiveTheSameRowsHoweverTheyRun() {
        return IntStream.range(0, 24)
                .filter(number -> number != 12)
                .mapToObj(number -> DynamicTest.dynamicTest("q" + number, () -> {
                    List<String> rows = rows(EngineOptions.defaults(1), query(number));
                    assertThat(rows).isNotEmpty();
                    assertThat(rows(EngineOptions.defaults(2), query(number))).isEqualTo(rows);
                }));
    }

    @Test
    void windowsOfProcessingTimeHaveEachBidOnce() throws Exception {
        Map<String, Long> counted = new HashMap<>();
        for (String line : rows(EngineOptions.defaults(1), query(12))) {
            String[] cells = line.split(",");
            counted.merge(cells[0], Long.parseLong(cells[1]), Long::sum);
        }
        Map<String, Long> expected = new HashMap<>();
        rows(EngineOptions.defaults(1), query(0)).forEach(line -> expected.merge(line.split(",")[1], 1L, Long::sum));
        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void everyBidIsThere() throws Exception {
        assertThat(rows(EngineOptions.defaults(1), query(0))).hasSize(EVENTS / 50 * 46);
    }
}
