package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.GoldenFile.Expectation;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.acceptance.golden.GoldenRun.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every golden case three ways with one expected outcome: as it is, with batches and epochs of one row, and with
 * two workers.
 * {@code -Dgolden=FILE[:LINE]} runs some, {@code -Dgolden.update} writes what comes out into the files.
 */
public class GoldenTest {
    public static final Path FOLDER = Path.of("golden");

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
        GoldenRun run = new GoldenRun(temporary);
        for (Expectation expectation : golden.expectations()) {
            for (Way way : Way.values()) {
                assertThat(run.actual(file, golden, expectation, way))
                        .as("%s:%d, %s", file.path(), golden.line(), way)
                        .isEqualTo(expectation.text());
            }
        }
    }

    private void update(GoldenFile file) throws Exception {
        GoldenRun run = new GoldenRun(temporary);
        Map<Expectation, String> actual = new HashMap<>();
        for (GoldenCase golden : file.cases()) {
            for (Expectation expectation : golden.expectations()) {
                actual.put(expectation, run.actual(file, golden, expectation, Way.AS_IT_IS));
            }
        }
        file.update(actual);
    }
}
