package io.millrace.acceptance.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.golden.RowReceiver;
import io.millrace.acceptance.golden.ScriptHarness;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
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
        judge = EVENTS <= 100_000
                ? Judge.start()
                : Judge.start("-Xmx8g", "-Djudge.timeoutSeconds=" + (60 + EVENTS / 500));
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
        Path changes = folder.resolve("q" + number + ".changes");
        Answer answer = judge.runInto(changes, folder, tables + query);
        if (REFUSED.contains(number)) {
            assertThat(answer).isInstanceOf(Refused.class);
            return;
        }
        assertThat(answer).isInstanceOf(Table.class);
        Table flink = (Table) answer;
        TableSums theirs = new TableSums();
        Judge.read(changes, theirs);
        TableSums ours = new TableSums();
        ScriptHarness.Outcome outcome = run(query, ours);
        assertThat(CsvRows.read(outcome.rows()).get(0)).isEqualTo(flink.names());
        assertThat(outcome.types()).isEqualTo(flink.types());
        Map<String, Long> differences = differences(query, changes, ours.differences(theirs));
        if (number == NOT_TAKEN_BACK) {
            assertThat(differences.values()).allMatch(count -> count < 0);
        } else {
            assertThat(differences).isEmpty();
            assertThat(ours.rows()).isEqualTo(theirs.rows()).isPositive();
        }
        Files.delete(changes);
    }

    private static ScriptHarness.Outcome run(String query, RowReceiver receiver) throws InterruptedException {
        ScriptHarness.Outcome outcome =
                new ScriptHarness(folder, EngineOptions.defaults(1)).run(tables, query, receiver);
        assertThat(outcome.error()).isNull();
        return outcome;
    }

    /** How often each row is here more often than there, of those in some parts that are not everywhere as often. */
    private static Map<String, Long> differences(String query, Path changes, BitSet parts) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        if (parts.isEmpty()) {
            return counts;
        }
        TableSums sums = new TableSums();
        Judge.read(changes, (row, weight) -> merge(counts, row, -weight, parts.get(sums.part(row))));
        run(query, (row, weight) -> merge(counts, row, weight, parts.get(sums.part(row))));
        return counts;
    }

    private static void merge(Map<String, Long> counts, List<@Nullable String> row, long weight, boolean wanted) {
        if (wanted && counts.merge(row.toString(), weight, Long::sum) == 0) {
            counts.remove(row.toString());
        }
    }
}
