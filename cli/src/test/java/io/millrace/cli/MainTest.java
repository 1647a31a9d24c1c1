package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(new byte[0]);
        return Main.run(Streams.piped(in, out, new PrintStream(err, true, StandardCharsets.UTF_8)), arguments);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whyTakesTheLinkOfALivePage() {
        assertThat(run("explain", "--why", "http://127.0.0.1:8080/")).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).contains("--why takes the link of a live page").contains("?token=");
        assertThat(run("explain", "--why", "http://127.0.0.1:1/?token=gone")).isEqualTo(ExitStatus.FAILED);
        assertThat(told()).contains("nothing answers at 127.0.0.1:1").contains("millrace run --ui");
        assertThat(run("explain")).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).contains("FILE.sql is missing");
    }

    @Test
    void versionAndHelpGoToStandardOutput() {
        assertThat(run("version")).isEqualTo(ExitStatus.DONE);
        assertThat(run("help")).isEqualTo(ExitStatus.DONE);
        assertThat(run("run", "--help")).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("millrace ")
                .contains("Exit status: 0 done")
                .contains("--parallelism");
        assertThat(told()).isEmpty();
    }

    @Test
    void aScriptWhoseResultNobodyReadsSaysSo() {
        String table = "CREATE MATERIALIZED TABLE m AS SELECT 1 AS n;";
        assertThat(run("sql", "-c", table)).isEqualTo(ExitStatus.DONE);
        assertThat(told()).contains("warning: nothing reads the materialized table 'm', so it is not computed");
        err.reset();
        assertThat(run("sql", "-c", table + "SELECT n FROM m;")).isEqualTo(ExitStatus.DONE);
        assertThat(told()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("n\n1\n");
    }

    @Test
    void completionIsAShellScript() {
        assertThat(run("completion")).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("complete -F").contains("--parallelism");
    }

    @Test
    void wrongUsageIsSaidWithTheNearestName() {
        assertThat(run("rnu")).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).isEqualTo("millrace: unknown command 'rnu'\nhint: did you mean 'run'?\n");
        err.reset();
        assertThat(run("run", "--ouput=csv", "a.sql")).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).contains("unknown option '--ouput=csv'").contains("did you mean '--output'?");
        err.reset();
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("run")).isEqualTo(ExitStatus.USAGE);
        assertThat(run("run", "--parallelism", "many", "a.sql")).isEqualTo(ExitStatus.USAGE);
        assertThat(run("run", "--parallelism", "-1", "a.sql")).isEqualTo(ExitStatus.USAGE);
        assertThat(run("run", "--checkpoint-interval", "1s", "a.sql")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void whatIsNotThereYetIsSaidAndNotPretended() {
        for (String[] arguments : new String[][] {
            {"serve", "--data", "x"},
            {"deploy", "--flink", "u", "a.sql"}
        }) {
            err.reset();
            assertThat(run(arguments)).isEqualTo(ExitStatus.USAGE);
            assertThat(told()).containsPattern("not (built|connected) yet");
        }
    }

    @Test
    void aMissingScriptIsNamed(@TempDir Path folder) {
        assertThat(run("run", folder.resolve("no.sql").toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).contains("no.sql: there is no such file").doesNotContain("\tat ");
        err.reset();
        assertThat(run("run", folder.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(told()).contains("it is a folder");
    }
}
