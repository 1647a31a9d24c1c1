package io.millrace.acceptance.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.golden.GoldenFile;
import io.millrace.acceptance.golden.GoldenFile.Expectation;
import io.millrace.acceptance.golden.GoldenFile.FlinkNote;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.acceptance.golden.GoldenTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the golden cases on Flink: what they expect is what Flink gives, or the case says why not; and what it says has to
 * be true. {@code -Dgolden=FILE[:LINE]} runs some; {@code -Dgolden.update} notes in the files what Flink refuses, in its own
 * words, and takes away what is no longer true: a difference is for a person to explain.
 */
@Tag("flink")
class FlinkGoldenTest {
    private static Judge judge;

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() throws IOException {
        judge = Judge.start();
    }

    @AfterAll
    static void stop() throws IOException {
        judge.close();
    }

    @TestFactory
    Stream<DynamicNode> cases() throws IOException {
        String wanted = System.getProperty("golden", "");
        return GoldenTest.files().stream()
                .filter(file -> file.path().toString().contains(wanted.replaceAll(":\\d+$", "")))
                .map(file -> DynamicContainer.dynamicContainer(
                        GoldenTest.FOLDER.relativize(file.path()).toString(), tests(file, wanted)));
    }

    private Stream<DynamicTest> tests(GoldenFile file, String wanted) {
        if (System.getProperty("golden.update") != null) {
            return Stream.of(DynamicTest.dynamicTest("update", () -> update(file)));
        }
        return file.cases().stream()
                .filter(golden -> !wanted.matches(".*:\\d+") || wanted.endsWith(":" + golden.line()))
                .map(golden ->
                        DynamicTest.dynamicTest(golden.name(), file.path().toUri(), () -> check(file, golden)));
    }

    private void check(GoldenFile file, GoldenCase golden) throws IOException {
        assumeTrue(isComparable(golden), "the case has no table that Flink has");
        String found = verdict(file, golden);
        String kind = found.lines().findFirst().orElseThrow();
        String noted = golden.flink() == null ? "agrees" : golden.flink().kind();
        List<String> right = noted.equals("varies") ? List.of("agrees", "differs") : List.of(noted);
        assertThat(kind).as("%s:%d\n%s", file.path(), golden.line(), found).isIn(right);
    }

    private void update(GoldenFile file) throws IOException {
        Map<GoldenCase, @Nullable FlinkNote> notes = new HashMap<>();
        for (GoldenCase golden : file.cases()) {
            String found = isComparable(golden) ? verdict(file, golden) : "agrees";
            List<String> lines = found.lines().toList();
            boolean noted = golden.flink() != null && golden.flink().kind().equals(lines.get(0));
            boolean varies = golden.flink() != null && golden.flink().kind().equals("varies");
            if (lines.get(0).equals("agrees") && !varies) {
                notes.put(golden, null);
            } else if (lines.get(0).equals("refuses") && !noted) {
                notes.put(golden, new FlinkNote("refuses", shortened(lines.get(1))));
            }
        }
        file.note(notes);
    }

    /** The first words of what Flink says, without the class of its exception. */
    private static String shortened(String reason) {
        String said = reason.replaceFirst("^\\w+: ", "");
        return said.length() > 90 ? said.substring(0, said.lastIndexOf(' ', 90)) + " …" : said;
    }

    private static boolean isComparable(GoldenCase golden) {
        return expectation(golden).isPresent()
                && !golden.sql().matches("(?s).*\\$(late|errors).*")
                && golden.sql().matches("(?is)(.*;)?\\s*(SELECT|WITH|VALUES|\\()[^;]*;?\\s*");
    }

    private static Optional<Expectation> expectation(GoldenCase golden) {
        return golden.expectations().stream()
                .filter(each -> List.of("rows", "changes", "error").contains(each.kind()))
                .findFirst();
    }

    /** One word, agrees, differs, refuses or takes, and in the lines after it the details. */
    private String verdict(GoldenFile file, GoldenCase golden) throws IOException {
        Expectation expected = expectation(golden).orElseThrow();
        Answer streaming = answer(false, file, golden);
        if (expected.kind().equals("error")) {
            return streaming instanceof Refused ? "agrees" : "takes\n" + streaming + "\ninstead of\n" + expected.text();
        } else if (streaming instanceof Table table) {
            return compared(expected, golden, table);
        }
        // What Flink refuses because results would change for ever it may still know in batch mode.
        String batch = answer(true, file, golden) instanceof Table table ? compared(expected, golden, table) : "agrees";
        return batch.equals("agrees")
                ? "refuses\n" + ((Refused) streaming).reason()
                : batch + "\nin batch mode; otherwise " + streaming;
    }

    private static String compared(Expectation expected, GoldenCase golden, Table flink) {
        boolean rows = expected.kind().equals("rows");
        var lines = rows ? CsvRows.read(expected.text()) : CsvRows.left(expected.text());
        TableComparison comparison = new TableComparison(
                rows ? lines.get(0) : List.copyOf(flink.names()), rows ? lines.subList(1, lines.size()) : lines);
        boolean ordered = rows && flink.appended() && isOrdered(golden.sql());
        String differences = comparison.differences(flink, ordered);
        return differences.isEmpty() ? "agrees" : "differs\n" + flink.types() + "\n" + differences;
    }

    /** Whether the last query ends with ORDER BY, outside all parentheses. */
    private static boolean isOrdered(String sql) {
        String upper = sql.toUpperCase(Locale.ROOT);
        int order = upper.lastIndexOf("ORDER BY");
        return order >= 0 && !upper.substring(order).contains(")");
    }

    private Answer answer(boolean batch, GoldenFile file, GoldenCase golden) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "case");
        file.writeInputs(folder);
        String script = (file.script() + "\n" + golden.sql())
                .replace(
                        "'functions.jar'", "'" + folder.resolve("functions.jar").toAbsolutePath() + "'");
        List<Answer> answers = judge.run(batch, folder, script);
        Optional<Answer> refused =
                answers.stream().filter(answer -> answer instanceof Refused).findFirst();
        if (refused.isPresent()) {
            return refused.get();
        }
        return answers.get(answers.size() - 1);
    }
}
