package io.millrace.acceptance.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.acceptance.robust.RobustCase.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong scripts, data and usage: status, results and messages to the letter. {@code -Drobust=FILE[:LINE]} runs some,
 * {@code -Drobust.update} writes what comes out into the files.
 */
class RobustTest {
    /** Nothing here takes a second; what takes so long waits for something that never comes. */
    private static final Duration FOR_EVER = Duration.ofMinutes(2);

    static final Path FOLDER = Path.of("robust");

    @TempDir
    Path temporary;

    static List<RobustFile> files() throws IOException {
        List<RobustFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".test")).sorted().toList()) {
                files.add(RobustFile.read(path));
            }
        }
        return files;
    }

    @TestFactory
    Stream<DynamicNode> cases() throws IOException {
        String wanted = System.getProperty("robust", "");
        return files().stream()
                .filter(file -> file.path().toString().contains(wanted.replaceAll(":\\d+$", "")))
                .map(file -> DynamicContainer.dynamicContainer(
                        FOLDER.relativize(file.path()).toString(), tests(file, wanted)));
    }

    private Stream<DynamicTest> tests(RobustFile file, String wanted) {
        if (System.getProperty("robust.update") != null) {
            return Stream.of(DynamicTest.dynamicTest("update", () -> update(file, temporary)));
        }
        return file.cases().stream()
                .filter(each -> !wanted.matches(".*:\\d+") || wanted.endsWith(":" + each.line()))
                .map(each -> DynamicTest.dynamicTest(each.name(), file.path().toUri(), () -> check(file, each)));
    }

    private void check(RobustFile file, RobustCase each) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "case");
        String place = file.path() + ":" + each.line();
        Answer answer = assertTimeoutPreemptively(FOR_EVER, () -> each.run(folder), place + " hangs");
        checkManners(answer, place);
        assertThat(answer).as("%s:%d %s", file.path(), each.line(), each.name()).isEqualTo(each.expected());
    }

    /** What holds for every answer, whatever a case expects. */
    static void checkManners(Answer answer, String place) {
        assertThat(answer.status()).as(place).isBetween(0, 2);
        assertThat(answer.err())
                .as(place)
                .doesNotContain("this is a bug")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        if (answer.status() != 0) {
            assertThat(answer.err())
                    .as(place)
                    .containsPattern("(?m)^(\\S+\\.sql(:\\d+:\\d+)?|stdin(:\\d+:\\d+)?|-c(:\\d+:\\d+)?|millrace): \\S")
                    .containsPattern("(?m)^hint: \\S");
        }
    }

    static void update(RobustFile file, Path temporary) throws IOException {
        for (RobustCase each : file.cases()) {
            each.expect(each.run(Files.createTempDirectory(temporary, "case")));
        }
        file.write();
    }
}
