package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over two files that is held back by one of them, for nobody writes it any more, is asked why. Every row is
 * printed when its epoch is complete, so that it is known what has been read. No split is ever idle, so nothing depends
 * on time.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WhyProcessTest {
    private static final String SCRIPT = """
            CREATE TABLE t (ts TIMESTAMP(0), v INT, WATERMARK FOR ts AS ts) WITH ('connector' = 'filesystem',
              'path' = 'logs', 'scan.mode' = 'tail', 'format' = 'csv', 'csv.header' = 'false',
              'source.monitor-interval' = '100 ms', 'scan.watermark.idle-timeout' = '0 s');
            CREATE TABLE p (v INT) WITH ('connector' = 'print', 'print-identifier' = 'read');
            INSERT INTO p SELECT v FROM t;
            SELECT EXTRACT(MINUTE FROM window_start) AS m, SUM(v) AS s
            FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
            """;
    private static final String LATE = "1 row came too late for 'Tumble 1 min: SUM(v)': see t$late.";
    private static final String LINK = "http://";

    @TempDir
    Path folder;

    private LogFolder logs = new LogFolder(Path.of(""));

    @BeforeEach
    void script() throws IOException {
        logs = LogFolder.of(folder, SCRIPT);
    }

    /** Until a row has been read and its epoch is complete. */
    private static void awaitRow(RunningCommand run, int value) throws IOException {
        run.lineWith("read> +I[" + value + "]");
    }

    /** Explains the run from a process of its own, by a new link, until it says what it must in the end. */
    private String why(RunningCommand run, String expected) throws Exception {
        while (true) {
            run.type("\n");
            String link = run.lineWith(LINK);
            try (RunningCommand why = RunningCommand.start(
                    folder,
                    "explain",
                    "--why",
                    link.substring(link.indexOf(LINK)).trim())) {
                String text = why.rest();
                assertThat(why.status()).as(why.told()).isZero();
                // What an epoch changed in the figures can be seen a moment after its end.
                if (text.contains(expected)) {
                    return text;
                }
            }
        }
    }

    @Test
    void anotherProcessIsToldWhichSplitHoldsARunBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script command to make a terminal");
        logs.append("a", "00,1");
        logs.append("b", "00,5");
        try (RunningCommand run =
                RunningCommand.onTerminal(folder, "run", "--ui", "--port", "0", "--parallelism", "2", "x.sql")) {
            String first = run.lineWith(LINK);
            logs.append("a", "01,2", "02,3", "07,4");
            awaitRow(run, 4);
            logs.append("b", "01,6");
            awaitRow(run, 6);
            logs.append("b", "00,7");
            awaitRow(run, 7);
            String text = why(run, "late 1");
            assertThat(text)
                    .startsWith("7 rows are out in p, and nothing waits: what has been read is in it.\n"
                            + "1 row is out; 3 groups wait in 'Tumble 1 min: SUM(v)' until the watermark reaches"
                            + " 2026-01-01 00:01:59.999, the end of the window"
                            + " [2026-01-01 00:01:00, 2026-01-01 00:02:00).\n"
                            + "The watermark is at 2026-01-01 00:01:30, 29.999 s short of that: split logs/b of t holds it back;"
                            + " its last row has the time 2026-01-01 00:00:30")
                    .contains("\n" + LATE + "\n")
                    .contains("The run goes on; epoch ")
                    .contains("\n  t: 7 rows, watermark 2026-01-01 00:01:30\n")
                    .containsPattern(
                            "\n    logs/a: 4 rows, last at 2026-01-01 00:07:30, watermark 2026-01-01 00:07:30(, silent for [0-9]+ s)?\n")
                    .containsPattern("\n    logs/b: 3 rows, last at 2026-01-01 00:00:30, watermark 2026-01-01 00:01:30,"
                            + " 6 min 0 s behind.*  <- holds the watermark back\n")
                    .containsPattern("\n    in 7, out 1, late 1, keeps 3 .*, watermark 2026-01-01 00:01:30\n"
                            + "    3 groups wait until the watermark reaches 2026-01-01 00:01:59.999,");

            // Rows of the silent file go on with what waited, and then the other one is behind.
            logs.append("b", "08,8");
            awaitRow(run, 8);
            assertThat(why(run, "out 3"))
                    .contains("\n3 rows are out; 2 groups wait in")
                    .contains(
                            " 29.999 s short of that: split logs/a of t holds it back; its last row has the time 2026-01-01 00:07:30")
                    .contains("\n" + LATE + "\n");

            String[] used = {
                "explain", "--why", first.substring(first.indexOf(LINK)).trim()
            };
            try (RunningCommand once = RunningCommand.start(folder, used);
                    RunningCommand twice = RunningCommand.start(folder, used)) {
                assertThat(once.status() + twice.status()).isEqualTo(1);
                assertThat(once.told() + twice.told())
                        .isEqualTo("millrace: this link was used before, or is of another run\n"
                                + "hint: press Enter in the terminal where the run goes on: it prints a new link\n");
            }
            run.type("\u0003");
            run.rest();
            assertThat(run.status()).isEqualTo(130);
        }
    }

    @Test
    void aRunExplainsItselfWhenItIsInterrupted() throws Exception {
        logs.append("a", "00,1", "01,2", "07,4");
        logs.append("b", "01,6");
        try (RunningCommand run = RunningCommand.start(folder, "run", "--why", "--parallelism", "2", "x.sql")) {
            awaitRow(run, 4);
            logs.append("b", "00,7");
            awaitRow(run, 7);
            assertThat(run.told()).doesNotContain("wait in");
            run.signal("INT");
            run.rest();
            assertThat(run.status()).isEqualTo(130);
            assertThat(run.told())
                    .contains("until the watermark reaches 2026-01-01 00:01:59.999")
                    .contains("29.999 s short of that: split logs/b of t holds it back")
                    .contains(LATE)
                    .contains("The run was stopped before all input was read; epoch ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aStatementIsExplainedWhenItIsInterrupted() throws Exception {
        logs.append("a", "00,1", "01,2", "07,4");
        logs.append("b", "01,6");
        int queries = SCRIPT.indexOf("INSERT");
        Files.writeString(
                folder.resolve("x.sql"),
                SCRIPT.substring(0, queries) + "EXPLAIN WHY INSERT INTO p SELECT SUM(v) FROM"
                        + " TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;");
        try (RunningCommand run = RunningCommand.start(folder, "run", "x.sql")) {
            awaitRow(run, 1);
            run.signal("INT");
            assertThat(run.rest())
                    .contains("until the watermark reaches 2026-01-01 00:01:59.999")
                    .contains("29.999 s short of that: split logs/b of t holds it back");
            assertThat(run.status()).isEqualTo(130);
            assertThat(run.told()).endsWith("Ctrl-C ends the run and explains it.\n");
        }
    }
}
