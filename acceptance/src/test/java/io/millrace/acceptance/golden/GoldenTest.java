package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.GoldenFile.Expectation;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.acceptance.golden.ScriptHarness.Outcome;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every golden case three ways with one expected outcome: as it is, with batches of one row, and with two workers.
 * {@code -Dgolden=FILE[:LINE]} runs some, {@code -Dgolden.update} writes what comes out into the files.
 */
public class GoldenTest {
    public static final Path FOLDER = Path.of("golden");

    private static final Map<String, EngineOptions> WAYS = Map.of(
            "as it is", new EngineOptions(1, 4096, 65_536),
            "batches of one row", new EngineOptions(1, 1, 65_536),
            "two workers", new EngineOptions(2, 4096, 65_536));

    /** Changes depend on where epochs end, so they are looked at with epochs of two rows. */
    private static final Map<String, EngineOptions> WAYS_FOR_CHANGES = Map.of(
            "as it is", new EngineOptions(1, 4096, 2),
            "batches of one row", new EngineOptions(1, 1, 2),
            "two workers", new EngineOptions(2, 4096, 2));

    @TempDir
    Path temporary;

    /** All files, in the order of their names. */
    public static List<GoldenFile> files() throws IOException {
        List<GoldenFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".test")).sorted().toList()) {
                files.add(GoldenFile.read(path));
            }
        }
        return files;
    }

    @TestFactory
    Stream<DynamicNode> cases() throws IOException {
        String wanted = System.getProperty("golden", "");
        return files().stream()
                .filter(file -> wanted.isEmpty() || file.path().toString().contains(wanted.replaceAll(":\\d+$", "")))
                .map(file -> DynamicContainer.dynamicContainer(
                        FOLDER.relativize(file.path()).toString(), tests(file, wanted)));
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

    private void check(GoldenFile file, GoldenCase golden) throws Exception {
        for (Expectation expectation : golden.expectations()) {
            for (Map.Entry<String, EngineOptions> way : ways(expectation).entrySet()) {
                assertThat(actual(file, golden, expectation, way.getValue()))
                        .as("%s:%d, %s", file.path(), golden.line(), way.getKey())
                        .isEqualTo(expectation.text());
            }
        }
    }

    private static Map<String, EngineOptions> ways(Expectation expectation) {
        return expectation.kind().equals("changes") ? WAYS_FOR_CHANGES : WAYS;
    }

    private void update(GoldenFile file) throws Exception {
        Map<Expectation, String> actual = new HashMap<>();
        for (GoldenCase golden : file.cases()) {
            for (Expectation expectation : golden.expectations()) {
                EngineOptions options = ways(expectation).get("as it is");
                actual.put(expectation, actual(file, golden, expectation, options));
            }
        }
        file.update(actual);
    }

    private String actual(GoldenFile file, GoldenCase golden, Expectation expectation, @Nullable EngineOptions options)
            throws Exception {
        for (Map.Entry<String, String> input : file.inputs().entrySet()) {
            Path path = temporary.resolve(input.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, input.getValue());
        }
        FunctionJar.compile(temporary, file.inputs());
        if (options == null) {
            throw new IllegalStateException("no such way");
        }
        Outcome outcome = new ScriptHarness(temporary, options).run(file.script(), golden.sql());
        if (expectation.kind().equals("error") || outcome.error() != null) {
            return outcome.error() == null ? "no error" : outcome.error();
        }
        return switch (expectation.kind()) {
            case "rows" -> outcome.rows();
            case "changes" -> outcome.changes();
            case "written" -> written(temporary.resolve(expectation.argument()));
            default -> outcome.text();
        };
    }

    /** A file that was written: its first line, then the others in order, since workers write in any. */
    static String written(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        return Stream.concat(lines.stream().limit(1), lines.stream().skip(1).sorted())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
