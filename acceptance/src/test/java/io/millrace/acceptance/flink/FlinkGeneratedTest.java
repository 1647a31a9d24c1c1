package io.millrace.acceptance.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.flink.GeneratedComparison.Kind;
import io.millrace.acceptance.flink.GeneratedComparison.Verdict;
import io.millrace.acceptance.flink.query.Dice;
import io.millrace.acceptance.flink.query.Query;
import io.millrace.acceptance.flink.query.QueryKinds;
import io.millrace.acceptance.flink.query.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries give the same final table on Millrace and on Flink. {@code -Dseed=N} is where seeds begin, {@code -Dqueries=M} how
 * many are compared, {@code -Dkind=NAME} of which kind, {@code -Dfailures=K} how many differences end the run. Each is left as a golden
 * case in {@code target/flink}.
 */
@Tag("flink")
class FlinkGeneratedTest {
    private static final int QUERIES_PER_WORLD = 25;
    private static final int SHRINKING_TRIES = 40;
    private static final Path REPORT = Path.of("target", "flink");

    @TempDir
    Path temporary;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int withRows;
    private final List<String> failures = new ArrayList<>();

    @Test
    void generatedQueriesGiveTheSameTablesOnFlink() throws IOException, InterruptedException {
        long seed = Long.getLong("seed", 1);
        int wanted = Integer.getInteger("queries", 2000);
        int most = Integer.getInteger("failures", 5);
        Files.createDirectories(REPORT);
        String report = "";
        try (Judge judge = Judge.start()) {
            while (counts.getOrDefault(Kind.SAME, 0) < wanted && failures.size() < most) {
                compare(judge, seed++);
                report = report(seed);
                // After each seed, so that a run that is ended early says how far it came.
                Files.writeString(REPORT.resolve("generated.txt"), report);
            }
        }
        assertThat(failures).as(report).isEmpty();
    }

    private String report(long end) {
        StringBuilder report = new StringBuilder("seeds below " + end + ": " + counts + ", with rows: " + withRows
                + "\nonly here, because Flink says\n");
        reasons.forEach((reason, count) ->
                report.append(count).append("  ").append(reason).append('\n'));
        return report.toString();
    }

    private void compare(Judge judge, long seed) throws IOException, InterruptedException {
        Dice dice = new Dice(seed);
        World world = World.random(dice);
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES_PER_WORLD; i++) {
            queries.add(QueryKinds.random(System.getProperty("kind", ""), world, dice));
        }
        GeneratedComparison comparison = new GeneratedComparison(judge, Files.createTempDirectory(temporary, "seed"));
        int number = 0;
        for (Verdict verdict : comparison.compare(world, queries)) {
            counts.merge(verdict.kind(), 1, Integer::sum);
            boolean rows =
                    verdict.flink() instanceof Table table && !table.rows().isEmpty();
            withRows += verdict.kind() == Kind.SAME && rows ? 1 : 0;
            if (verdict.kind() == Kind.ONLY_HERE || verdict.kind() == Kind.BOTH_REFUSE) {
                String reason = verdict.details().lines().findFirst().orElse("");
                reasons.merge(verdict.kind() + " " + verdict.query().kind() + ": " + reason, 1, Integer::sum);
            } else if (verdict.kind() == Kind.DIFFERENT) {
                String name = "seed " + seed + ", query " + number + ", "
                        + verdict.query().kind();
                String text = new Shrinking(comparison, SHRINKING_TRIES, world, verdict).goldenCase(name);
                Files.writeString(REPORT.resolve(name.replaceAll("\\W+", "-") + ".test"), text);
                failures.add("\n" + text);
            }
            number++;
        }
    }
}
