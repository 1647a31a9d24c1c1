package io.millrace.acceptance.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.golden.ScriptHarness;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of {@code bench/nexmark} give the same final tables here and on Flink, over the same files. {@code
 * -Dnexmark.events=N} says how many events; {@code -Dnexmark.query=N} runs one.
 */
@Tag("flink")
class FlinkNexmarkTest {
    private static final Path QUERIES = Path.of("..", "bench", "nexmark");
    private static final int EVENTS = Integer.getInteger("nexmark.events", 20_000);

    /** Flink has no OVER on rows that change (q6), and does not look up keys in files (q13). */
    private static final Set<Integer> REFUSED = Set.of(6, 13);

    /** Flink does not take back the bids that won before: its final table has those too (decision 14). */
    private static final int NOT_TAKEN_BACK = 9;

    /** Its windows are of the time at which it runs, and Flink drops those that are open at the end. */
    private static final int PROCESSING_TIME = 12;

    @TempDir
    static Path folder;

    private static Judge judge;
    private static String tables;

    @BeforeAll
    static void start() throws Exception {
        String made = Files.readString(QUERIES.resolve("tables.sql")).replace("${events}", Integer.toString(EVENTS));
        tables = made.replaceAll(
                "'connector' = 'nexmark', 'kind' = '(\\w+)', 'events.num' = '\\d+'",
                "'connector' = 'filesystem', 'path' = '$1.csv', 'format' = 'csv'");
        StringBuilder side = new StringBuilder("key,value\n");
        for (int i = 0; i < 10_000; i++) {
            side.append(i).append(",value ").append(i).append('\n');
        }
        Files.writeString(folder.resolve("side_input.csv"), side);
        for (String kind : List.of("person", "auction", "bid")) {
            String copy = "CREATE TABLE copy WITH ('connector' = 'filesystem', 'path' = '" + kind
                    + ".csv', 'format' = 'csv') AS SELECT " + columns(kind) + " FROM " + kind + ";";
            ScriptHarness.Outcome outcome = new ScriptHarness(folder, EngineOptions.defaults(1)).run(made, copy);
            assertThat(outcome.error()).isNull();
        }
        judge = Judge.start();
    }

    private static String columns(String kind) {
        return switch (kind) {
            case "person" -> "id, name, emailAddress, creditCard, city, state, `dateTime`, extra";
            case "auction" ->
                "id, itemName, description, initialBid, reserve, `dateTime`, expires, seller, category, extra";
            default -> "auction, bidder, price, channel, url, `dateTime`, extra";
        };
    }

    @AfterAll
    static void stop() throws IOException {
        judge.close();
    }

    @TestFactory
    Stream<DynamicTest> finalTablesAreEqual() {
        Integer wanted = Integer.getInteger("nexmark.query");
        return IntStream.range(0, 24)
                .filter(number -> number != PROCESSING_TIME && (wanted == null || wanted == number))
                .mapToObj(number -> DynamicTest.dynamicTest("q" + number, () -> check(number)));
    }

    private void check(int number) throws Exception {
        String query = Files.readString(QUERIES.resolve("q" + number + ".sql"));
        List<Answer> answers = judge.run(false, folder, tables + query);
        Answer answer = answers.get(answers.size() - 1);
        if (REFUSED.contains(number)) {
            assertThat(answer).isInstanceOf(Refused.class);
            return;
        }
        assertThat(answer).isInstanceOf(Table.class);
        Table flink = (Table) answer;
        ScriptHarness.Outcome outcome = new ScriptHarness(folder, EngineOptions.defaults(1)).run(tables, query);
        assertThat(outcome.error()).isNull();
        List<List<@Nullable String>> ours = CsvRows.read(outcome.rows());
        assertThat(ours.get(0)).isEqualTo(flink.names());
        assertThat(outcome.types()).isEqualTo(flink.types());
        Map<String, Integer> differences = differences(ours.subList(1, ours.size()), flink.rows());
        if (number == NOT_TAKEN_BACK) {
            assertThat(differences.values()).allMatch(count -> count < 0);
        } else {
            assertThat(differences).isEmpty();
        }
    }

    /** How often each row is here more often than there, of the first few that are not everywhere as often. */
    private static Map<String, Integer> differences(
            List<List<@Nullable String>> ours, List<List<@Nullable String>> flinks) {
        Map<List<@Nullable String>, Integer> counts = new HashMap<>();
        ours.forEach(row -> counts.merge(row, 1, Integer::sum));
        flinks.forEach(row -> counts.merge(row, -1, Integer::sum));
        Map<String, Integer> differences = new TreeMap<>();
        counts.forEach((row, count) -> {
            if (count != 0 && differences.size() < 20) {
                differences.put(row.toString(), count);
            }
        });
        return differences;
    }
}
