package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress line on a terminal of its own, which {@code script} makes. */
class ProgressTest {
    @TempDir
    Path folder;

    @Test
    void aBoundedRunShowsPercentAndTimeLeft() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script command to make a terminal");
        Files.writeString(
                folder.resolve("x.sql"),
                "CREATE TABLE g (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1000',"
                        + " 'number-of-rows' = '8000');\nSELECT COUNT(*) AS n FROM g;\n");
        // The launcher says which streams are terminals; here it is not in between.
        String run = String.join(" ", RunningCommand.command("run", "--output", "csv", "x.sql"))
                .replace(" io.millrace.cli.Main", " -Dmillrace.terminals=in,out,err io.millrace.cli.Main");
        try (RunningCommand command = RunningCommand.shell(folder, "script -qec '" + run + "' /dev/null")) {
            String shown = command.rest();
            assertThat(command.status()).isZero();
            List<Integer> percents = Pattern.compile(" rows/s, (\\d+)% read")
                    .matcher(shown)
                    .results()
                    .map(result -> Integer.parseInt(result.group(1)))
                    .toList();
            assertThat(percents).isSorted().hasSizeGreaterThan(3).allMatch(percent -> percent <= 100);
            assertThat(Pattern.compile("% read, \\d+ s left")
                            .matcher(shown)
                            .results()
                            .map(MatchResult::group))
                    .isNotEmpty();
            assertThat(shown).endsWith("\r\u001b[Kn\r\n8000\r\n");
        }
    }
}
